"""Who may take released tables away: everybody with an audience, and a machine with their key."""

from django.utils.translation import gettext_lazy as _

from watchward_web.core.rules import EVIDENCE, Rule
from watchward_web.core.sections import Section

_READ = {"GET": EVIDENCE}
TABLE = {"analysis": "trends", "table": "months"}
FEED = "feed"  # the scope of the keys that open these

RULES = (
    Rule(
        "evidence:feeds",
        _READ,
        _("What one may take away: files, live feeds, addresses"),
        nav=_("Files and feeds"),
        section=Section.EVIDENCE,
    ),
    Rule("evidence:pbids", _READ, _("A file that connects Power BI to one feed"), example=TABLE),
    Rule(
        "evidence:feed",
        _READ,
        _("One released table, for a program that comes again"),
        example=TABLE | {"kind": "csv"},
        machine=FEED,
    ),
    Rule(
        "evidence:export",
        _READ,
        _("One released table as a file: CSV, workbook, Parquet, GeoPackage"),
        example=TABLE | {"kind": "xlsx"},
        machine=FEED,
    ),
)
