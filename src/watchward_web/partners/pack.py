"""The governance pack of a seat's partnership, and the file with the questions that it asks."""

from datetime import datetime

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from watchward.errors import InputRefusal
from watchward.governance.facts import gathered
from watchward.governance.flow import make, zipped
from watchward.governance.questions import NOTHING_SAID, Question, blank, questions, understood
from watchward.provider.approvals import Approval, read
from watchward_web.core.roles import Role
from watchward_web.core.store import open_partnership, site_keys
from watchward_web.partners.owing_forms import RefusingForm
from watchward_web.partners.seat import Seat
from watchward_web.partners.selectors import agencies, agency_names

MOST = 256 * 1024  # bytes of answers: a hundred times as much as anybody writes
LANGUAGES = (("en", "English"), ("cy", "Cymraeg"))


class PackForm(RefusingForm):
    """In which language, and what people have said."""

    language = forms.ChoiceField(label=_("Language of the papers"), choices=LANGUAGES)
    answers = forms.FileField(
        label=_("File with the answers (optional)"),
        required=False,
        help_text=_(
            "It is read and not kept. Without it every question is printed as not yet said."
        ),
    )


def asked() -> tuple[Question, ...]:
    """Every question that only a person can answer."""
    return tuple(questions().values())


def blank_answers(language: str, *, now: datetime) -> str:
    """The file to answer in."""
    return blank(language, made_on=now.date())


def pack_of(seat: Seat, *, language: str, answers: UploadedFile | None, now: datetime) -> bytes:
    """Every paper of the partnership in one archive; nothing of the answers is kept."""
    facts = gathered(
        understood(_text(answers), where="") if answers else NOTHING_SAID,
        partnership=seat.partnership.name,
        made_at=now,
        store=open_partnership(seat.partnership.store),
        names=agency_names(seat),
        approvals=_approvals(seat),
    )
    return zipped(make(facts, language=language))


def _approvals(seat: Seat) -> tuple[Approval, ...]:
    """What the site's register has: a hospital's officer sees its own agency's, no other's."""
    own = (seat.agency,) if seat.role is Role.HOSPITAL else tuple(agencies(seat))
    keys = site_keys(seat.partnership.slug)
    return tuple(one for body in own if body.provider for one in read(keys, body.provider))


def _text(answers: UploadedFile) -> str:
    """The file's words; one that is large or no text was never a file of answers."""
    content = answers.read(MOST + 1)
    try:
        if len(content) > MOST:
            raise ValueError
        return str(content.decode("utf-8-sig"))
    except ValueError:
        raise InputRefusal(
            "The file of answers is not in the form that it began with.",
            do="Begin again with the file that this page offers.",
        ) from None
