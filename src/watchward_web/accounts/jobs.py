"""Sessions that have run out are removed each night; until then nothing can be done with them."""

from watchward_web.accounts.services.sessions import SessionStore
from watchward_web.core.jobs import job


@job("accounts.sessions", every="03:40")
def sessions() -> None:
    """Twice is once."""
    SessionStore.clear_expired()
