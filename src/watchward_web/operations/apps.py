"""Looking after the site."""

from watchward_web.core.apps import WatchwardApp


class OperationsApp(WatchwardApp):
    """Backup, restore and metrics; it keeps no tables of its own."""

    default = True
    name = "watchward_web.operations"
    label = "operations"
