"""What is said of a package that cannot be read, whichever way it was to go."""

from pathlib import Path

from watchward.errors import PackageRefusal


def cannot_read(package: Path, cause: OSError) -> PackageRefusal:
    """The refusal, to be raised."""
    return PackageRefusal(
        f"The package cannot be read: {cause.strerror or 'unknown'}.",
        where=package.name,
        do="Check its name and permissions.",
    )
