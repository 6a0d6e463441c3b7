"""The submissions."""

from watchward_web.core.apps import WatchwardApp


class SubmissionsApp(WatchwardApp):
    """Packages in, receipts out; the ledger is the store's, so only what is under way is kept."""

    default = True
    name = "watchward_web.submissions"
    label = "submissions"
