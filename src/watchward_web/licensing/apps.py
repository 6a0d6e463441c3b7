"""Licensed premises."""

from watchward_web.core.apps import WatchwardApp


class LicensingApp(WatchwardApp):
    """Premises by colour, conditions, action plans, visits, challenges, evidence packs."""

    default = True
    name = "watchward_web.licensing"
    label = "licensing"

    def ready(self) -> None:
        """Rules, and a line for the officer's first page."""
        super().ready()
        from watchward_web.core.first_pages import offer
        from watchward_web.licensing.first_page import overdue_line

        offer("licensing", overdue_line)
