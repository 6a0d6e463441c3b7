"""What is done behind the answer: old sessions removed, and the mail of a forgotten password sent.

The mail waits in the queue, so that asking for it takes as long for an address that nobody has.
"""

from django.utils.translation import override

from watchward_web.accounts.resetting import send_reset
from watchward_web.accounts.services.sessions import SessionStore
from watchward_web.core.jobs import job


@job("accounts.sessions", every="03:40")
def sessions() -> None:
    """Twice is once."""
    SessionStore.clear_expired()


@job("accounts.reset")
def reset(*, person: int, site: str, language: str) -> None:
    """`person` is 0 where nobody has the address: the job is there all the same."""
    with override(language):
        send_reset(person, site=site)
