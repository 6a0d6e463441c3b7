"""The submissions."""

from watchward_web.core.apps import WatchwardApp


class SubmissionsApp(WatchwardApp):
    """Packages in, receipts out; the ledger is the store's, so it keeps no tables of its own."""

    default = True
    name = "watchward_web.submissions"
    label = "submissions"
