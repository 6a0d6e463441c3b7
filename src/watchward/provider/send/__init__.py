"""The ways out that are built in: a shared folder, or the partnership's website. No other is."""

from watchward.provider.send.folder import send
from watchward.provider.send.site import Sent, send_to_site

__all__ = ["Sent", "send", "send_to_site"]
