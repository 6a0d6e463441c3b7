"""The secrets of the ways out, read once from the environment; never from a file or a command."""

import os

from watchward.provider.send.channels import Access
from watchward.provider.send.ssh import Login
from watchward.settings import Settings


def access(settings: Settings) -> Access:
    """What this machine may show to whom it sends."""
    return Access(
        token=os.environ.get("WATCHWARD_TOKEN", ""),
        sftp=Login(settings.sftp, os.environ.get("WATCHWARD_SFTP_PASSWORD", "")),
    )
