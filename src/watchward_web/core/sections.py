"""The parts of a partnership's site, in the order of the row above every page.

A row of every page by itself wraps to lines, and nobody finds anything in it; a section has a row
of its own beneath.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Section(StrEnum):
    """Where a page belongs."""

    SENDING = "sending"
    EVIDENCE = "evidence"
    BRIEFINGS = "briefings"
    MEETINGS = "meetings"
    LICENSING = "licensing"
    LEDGER = "ledger"
    PARTNERSHIP = "partnership"


SECTIONS: Mapping[Section, str | Promise] = {
    Section.SENDING: _("Send data"),
    Section.EVIDENCE: _("Evidence"),
    Section.BRIEFINGS: _("Briefings"),
    Section.MEETINGS: _("Meetings"),
    Section.LICENSING: _("Licensing"),
    Section.LEDGER: _("Ledger"),
    Section.PARTNERSHIP: _("Partnership"),
}
