"""The website's one clock; services take the moment as an argument."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, with its zone."""
    return timezone.now()
