"""What the page says where a file is not taken: what happened, and what to do next."""

from django.utils.translation import gettext as _

from watchward.errors import Refusal, StoreRefusal


def too_large(most: int) -> str:
    """The limit, and the way round it."""
    return _(
        "The file is larger than %(most)s MB. Check that it is the package and not the extract; "
        "if it is, prepare a shorter period and send several packages."
    ) % {"most": most // 1024**2}


def wrong_file() -> str:
    """Nothing was chosen, or it was empty."""
    return _("Choose a package: a file that ends in .wwp and is not empty.")


def refused(refusal: Refusal) -> str:
    """The library's own words, but the reader is the provider and not the hub."""
    if isinstance(refusal, StoreRefusal) and refusal.what.startswith("Another process"):
        return _("Another package is being received just now. Wait a minute and send it again.")
    do = refusal.do
    if do.startswith("Ask the provider"):
        do = _(
            "If it is the right file, prepare it again on your own machine and send that package."
        )
    return f"{refusal.what} {do}".strip()
