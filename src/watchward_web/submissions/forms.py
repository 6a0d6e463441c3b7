"""What the page says where a file is not taken: what happened, and what to do next."""

from django.utils.translation import gettext as _

from watchward.errors import Refusal, StoreRefusal
from watchward_web.submissions.limits import NotTaken


def too_large(most: int) -> str:
    """The limit, and the way round it."""
    return _(
        "The file is larger than %(most)s MB. Check that it is the package and not the extract; "
        "if it is, prepare a shorter period and send several packages."
    ) % {"most": most // 1024**2}


def wrong_file() -> str:
    """Nothing was chosen, or it was empty."""
    return _("Choose a package: a file that ends in .wwp or .wwp.age and is not empty.")


def refused(refusal: Refusal) -> str:
    """The library's own words, but the reader is the provider and not the hub."""
    if isinstance(refusal, StoreRefusal) and refusal.what.startswith("Another process"):
        return _("Another package is being received just now. Wait a minute and send it again.")
    return f"{refusal.what} {advice(refusal.do)}".strip()


def advice(do: str) -> str:
    """What to do next, for the provider itself."""
    if do.startswith("Ask the provider"):
        return _(
            "If it is the right file, prepare it again on your own machine and send that package."
        )
    if do.startswith("Publish the hub"):
        return _(
            "Ask the partnership for its hub’s present key, add it on your own machine, and "
            "prepare the package again."
        )
    return do


def not_taken(no: NotTaken) -> str:
    """Why there is no place for a file that is well made."""
    if no.code == "no_provider":
        return _(
            "Your agency is not entered as one that sends packages. "
            "Ask the partnership’s administrator."
        )
    if no.code == "no_room":
        return _("There is no room on the site’s disk. Tell the partnership’s administrator.")
    return _("Your agency has too much on its way. Wait until it has been received.")
