"""The secrets of the ways out, read once from the environment; never from a file or a command."""

import os

from watchward.contract.mesh import Secrets
from watchward.provider.send.channels import Access
from watchward.provider.send.ssh import Login
from watchward.settings import Settings


def mesh_secrets() -> Secrets:
    """What a mailbox of MESH is opened with, at a provider or at a hub."""
    return Secrets(
        password=os.environ.get("WATCHWARD_MESH_PASSWORD", ""),
        shared_key=os.environ.get("WATCHWARD_MESH_SHARED_KEY", ""),
    )


def access(settings: Settings) -> Access:
    """What this machine may show to whom it sends."""
    return Access(
        token=os.environ.get("WATCHWARD_TOKEN", ""),
        sftp=Login(settings.sftp, os.environ.get("WATCHWARD_SFTP_PASSWORD", "")),
        mesh=settings.mesh,
        mesh_secrets=mesh_secrets(),
    )
