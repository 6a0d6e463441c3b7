"""The evidence."""

from watchward_web.core.apps import WatchwardApp


class EvidenceApp(WatchwardApp):
    """Pages of released answers; of its own it keeps only which views people have saved."""

    default = True
    name = "watchward_web.evidence"
    label = "evidence"
