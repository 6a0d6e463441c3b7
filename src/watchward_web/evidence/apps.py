"""The evidence."""

from watchward_web.core.apps import WatchwardApp


class EvidenceApp(WatchwardApp):
    """Pages of released answers; it keeps no tables of its own."""

    default = True
    name = "watchward_web.evidence"
    label = "evidence"
