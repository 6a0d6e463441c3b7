"""People's accounts."""

from watchward_web.core.apps import WatchwardApp


class AccountsApp(WatchwardApp):
    """Signing in and out writes to the audit log, whichever way it was done."""

    default = True
    name = "watchward_web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to sign-ins."""
        super().ready()
        from watchward_web.accounts.services import listen

        listen()
