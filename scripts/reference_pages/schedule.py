"""The 2007 Regulations' Schedule, paragraph by paragraph, and the data set that answers to each.

What each asks is in our words; Appendix 2 of the report shortens some and leaves some out.
"""

from collections.abc import Collection, Iterator

from scripts.reference_pages.markdown import code, paragraph, table
from watchward.contract.dataset import Dataset

SEEN, TOLD = "read in a public copy", "**told of, wording not seen**"
PARAGRAPHS = (
    (
        "1",
        (
            "police: category, time, date and place of anti-social behaviour, transport, and "
            "public safety and welfare incidents"
        ),
        "names the three",
        SEEN,
    ),
    (
        "2",
        (
            "police: sub-category, time, date and place of crimes in eight groups, and of other "
            "offences"
        ),
        "leaves out other offences, and that it is the sub-category",
        SEEN,
    ),
    (
        "3",
        "fire and rescue: time, date and place, in five sets",
        (
            "joins the two sets of primary fires (in vehicles, and not); of dwelling fires, leaves "
            "out that they were attended"
        ),
        SEEN,
    ),
    (
        "4",
        "local authority: time, date and place of collisions; adults and children killed and hurt",
        "leaves out the numbers of casualties",
        TOLD,
    ),
    (
        "5",
        "local authority: age and gender of excluded pupils, their schools, the reasons",
        "says area, age and gender only",
        TOLD,
    ),
    (
        "6",
        (
            "local authority: racial incidents, and anti-social behaviour found by it or "
            "reported to it"
        ),
        "leaves out the category, and who reported it",
        TOLD,
    ),
    (
        "7",
        (
            "health: day, outward postcode and ICD-10 sub-category of admissions in X85 to Y09, "
            "F10 to F19, T51, Y90 and Y91"
        ),
        "leaves out the blocks, the day and the postcode",
        SEEN,
    ),
    (
        "8",
        "health: day and outward postcode of admissions in respect of domestic abuse",
        "leaves out the day and the postcode",
        SEEN,
    ),
    (
        "9",
        "health: outpatient first attendances for mental illness; persons receiving drug treatment",
        "names both",
        TOLD,
    ),
    (
        "10",
        (
            "health: place, time, date and category of ambulance calls that relate to crime and "
            "disorder"
        ),
        "leaves out the category",
        SEEN,
    ),
)


def table_of(found: Collection[Dataset]) -> Iterator[str]:
    """One row a paragraph."""
    yield from ["**The Schedule, paragraph by paragraph**", ""]
    yield from paragraph(
        "Crime and Disorder (Prescribed Information) Regulations 2007, SI 2007/1831; Appendix 2 is",
        "that of the National Audit Office's report of February 2008. No copy with later",
        "amendments was found.",
    )
    rows = [
        (
            number,
            asks,
            code(*(one.name for one in found if number in one.schedule)),
            appendix,
            sure,
        )
        for number, asks, appendix, sure in PARAGRAPHS
    ]
    yield from table(("paragraph", "asks of", "data set", "Appendix 2", "evidence"), rows)
