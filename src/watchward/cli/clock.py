"""The one place where the library's clock is read: entry points pass the time down."""

import datetime as dt


def now() -> dt.datetime:
    """The present moment in UTC, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
