"""The catalogue's two tables: each data set, and each of its fields with all that is said of it."""

from watchward.contract.dataset import Dataset, Field
from watchward.contract.gateways import gateways
from watchward.disclosure.rules import Rules
from watchward.governance.declared import FORMS, due, held_by, kept_for, list_of, precision
from watchward.provider.approvals import WORDS
from watchward.reference import code_list

SETS = (
    "Data set",
    "Name in the software",
    "A row is one of",
    "Holder",
    "Kinds of body, by date",
    "Legal basis",
    "Falls due",
    "Kept for",
    "Closed until recorded",
    "Published record by record",
    "Who sees it",
    "Source of the layout",
)
FIELDS = (
    "Data set",
    "Field",
    "Name in the software",
    "Type",
    "Code list",
    "Source of the code list",
    "Leaves as",
    "Gateway",
    "Holder",
    "Falls due",
    "Kept for",
    "Who sees it",
)
CITING = frozenset(
    ("Source of the code list", "Source of the layout", "Legal basis", "Kinds of body, by date")
).union(("Name in the software",))
SAME = ("gender",)  # what a data set calls the sex that the rules speak of
STAYS = "nobody outside the provider"
COUNTS = "analysts each record; others protected counts"
NOT_WITH_PLACE = "analysts each record; others protected counts, never with a named place"
PUBLIC = "anybody: already published"
NO_LIST, NO_GATEWAY, NOT_DUE = "no code list", "it does not leave", "nobody owes it"


def set_row(dataset: Dataset) -> tuple[str, ...]:
    """One data set, in the order of SETS."""
    cited = dataset.citation
    return (
        dataset.title,
        dataset.name,
        dataset.counts,
        dataset.holder,
        "; ".join(held_by(body) for body in dataset.holders) or dataset.holder,
        dataset.basis,
        _due(dataset),
        kept_for(dataset),
        "; ".join(WORDS[kind] for kind in dataset.approvals) or "nothing",
        "yes" if dataset.public else "no",
        PUBLIC if dataset.public else COUNTS,
        f"{cited['publisher']}, {cited['url']}, {cited['licence']}, {cited['retrieved']}",
    )


def field_row(dataset: Dataset, field: Field, rules: Rules) -> tuple[str, ...]:
    """One field, in the order of FIELDS."""
    listed, source = _codes(field)
    gateway = gateways().get(dataset.gateways.get(field.name, ""))
    return (
        dataset.title,
        field.title,
        f"{dataset.name}.{field.name}",
        FORMS[field.type],
        listed,
        source,
        precision(dataset, field),
        gateway.title if gateway else NO_GATEWAY,
        dataset.holder,
        _due(dataset),
        kept_for(dataset) if field.treatment != "drop" else NO_GATEWAY,
        seen_by(dataset, field, rules),
    )


def seen_by(dataset: Dataset, field: Field, rules: Rules) -> str:
    """Who may see a field, by the rules of disclosure as they stand."""
    if field.treatment == "drop":
        return STAYS
    if dataset.public:
        return PUBLIC
    words = {list_of(field), *field.name.split("_")}
    apart = bool(words & {*rules.never_with_place, *SAME})
    return NOT_WITH_PLACE if apart else COUNTS


def _codes(field: Field) -> tuple[str, str]:
    name = list_of(field)
    if not name:
        return NO_LIST, NO_LIST
    cited = code_list(name).citation
    return cited.title, f"{cited.publisher}, {cited.url}, {cited.licence} ({cited.status})"


def _due(dataset: Dataset) -> str:
    return "; ".join(due(rule) for rule in dataset.duties) or NOT_DUE
