"""The ways out that are built in, one file each; `channels` chooses by the address. No other is."""

from watchward.provider.send.answers import Sent
from watchward.provider.send.folder import send
from watchward.provider.send.site import send_to_site

__all__ = ["Sent", "send", "send_to_site"]
