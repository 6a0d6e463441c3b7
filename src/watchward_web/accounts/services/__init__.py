"""Writing of accounts: people, their sessions, their sign-ins, their link to an issuer."""

from watchward_web.accounts.services.issuer import link_issuer, unlink_issuer
from watchward_web.accounts.services.people import (
    note_privileges,
    open_account,
    reinstate,
    suspend,
)
from watchward_web.accounts.services.sessions import end_session, end_sessions
from watchward_web.accounts.services.sign_ins import listen

__all__ = [
    "end_session",
    "end_sessions",
    "link_issuer",
    "listen",
    "note_privileges",
    "open_account",
    "reinstate",
    "suspend",
    "unlink_issuer",
]
