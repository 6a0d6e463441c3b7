"""Writing of partnerships: people and places in one file, keys for machines in another."""

from watchward_web.partners.services.arriving import arrive, note_issuer_failed, note_stranger
from watchward_web.partners.services.people import (
    Gone,
    Taken,
    accept,
    accept_as,
    add_agency,
    add_member,
    add_own_agency,
    change_role,
    found_partnership,
    invite,
    set_active,
    withdraw_invitation,
    write_invitation,
)
from watchward_web.partners.services.tokens import (
    NotYours,
    admit,
    end_tokens,
    issue_token,
    note_refused,
    revoke_token,
)

__all__ = [
    "Gone",
    "NotYours",
    "Taken",
    "accept",
    "accept_as",
    "add_agency",
    "add_member",
    "add_own_agency",
    "admit",
    "arrive",
    "change_role",
    "end_tokens",
    "found_partnership",
    "invite",
    "issue_token",
    "note_issuer_failed",
    "note_refused",
    "note_stranger",
    "revoke_token",
    "set_active",
    "withdraw_invitation",
    "write_invitation",
]
