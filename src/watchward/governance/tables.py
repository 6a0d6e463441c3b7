"""What the papers show of the declarations and of the ledger; one function a table."""

from collections.abc import Mapping

from watchward.briefing.document import GridCell
from watchward.contract.dataset import Dataset
from watchward.contract.gateways import gateways
from watchward.contract.package import NOT_PERSONAL, PERSONAL
from watchward.geography.nations import NATIONS
from watchward.governance.declared import kept_for, precision
from watchward.governance.facts import Facts, Ledger
from watchward.governance.fields import seen_by
from watchward.governance.paper import Block, Heading, Text, cited, grid
from watchward.provider.approvals import WORDS

NO_STORE = (
    "No store was given, so what has been recorded there is not shown. "
    "The command shows it with --store."
)
NO_KEYS = (
    "No register of approvals was given. The command shows one with --provider, "
    "on the machine where that provider's keys lie."
)
TREATED = {PERSONAL: "personal data", NOT_PERSONAL: "no personal data, as recorded"}


def sets(facts: Facts) -> tuple[Block, ...]:
    """What is shared, whose it is, when it is due and for how long it is kept."""
    heads = ("Data set", "A row is one of", "Holder", "Legal basis", "Falls due", "Kept for")
    rows = [
        (*(one.title, one.counts, one.holder, cited(one.basis), one.due, kept_for(one)),)
        for one in facts.sets
    ]
    return (grid("sets", "Data sets", heads, rows),)


def leaving(facts: Facts) -> tuple[Block, ...]:
    """Every field that leaves, with the gateway by which it does."""
    heads = ("Field", "Leaves as", "Gateway", "Who sees it")
    found: list[Block] = []
    for one in facts.sets:
        rows = [
            (
                *(field.title, precision(one, field)),
                *(named(facts, one.gateways[field.name]), seen_by(one, field, facts.rules)),
            )
            for field in one.fields
            if field.treatment != "drop"
        ]
        found += [Heading(one.title), grid(f"leaves-{one.name}", _titled(one), heads, rows)]
    return tuple(found)


def named(facts: Facts, code: str) -> str:
    """A gateway's title, and that it is none where its law does not reach."""
    one = gateways()[code]
    elsewhere = facts.nation and facts.nation not in one.nations
    return f"{one.title}: not a gateway in this nation" if elsewhere else one.title


def _titled(one: Dataset) -> str:
    return f"Fields that leave: {one.title}"


def staying(facts: Facts) -> tuple[Block, ...]:
    """What is looked for so that it is dropped."""
    rows = [
        (one.title, "; ".join(field.title for field in one.fields if field.treatment == "drop"))
        for one in facts.sets
    ]
    heads = ("Data set", "Fields that are dropped at the provider")
    listed = [(title, fields or "none is declared") for title, fields in rows]
    return (
        grid("staying", "Fields that never leave", heads, listed),
        Text("A column that no data set declares is dropped too, whatever it holds."),
    )


def laws(facts: Facts) -> tuple[Block, ...]:
    """The gateways in use, what each lets leave, and whether its text was read."""
    used = {code for one in facts.sets for code in one.gateways.values()}
    rows = [
        (
            *(named(facts, one.code), cited(f"{one.statute}, {one.url}")),
            *(cited(str(one.valid_from)), " and ".join(one.nations)),
            f"{one.authorises}{'; once a basis is recorded' if one.needs_basis else ''}",
            "read at its source" if one.status == "cited" else "known from a summary: check it",
        )
        for one in gateways().values()
        if one.code in used
    ]
    heads = ("Gateway", "Text", "From", "Nations", "What it lets leave", "How sure")
    return (grid("gateways", "What lets a field leave", heads, rows),)


def bodies(facts: Facts) -> tuple[Block, ...]:
    """Kinds of body that hold each data set on the day, in the nation that was said."""
    day = facts.made_at.date()
    nations = (facts.nation,) if facts.nation else tuple(NATIONS.values())
    dated = [
        (one.title, body.name, " and ".join(where), cited(f"{body.source} ({body.status})"))
        for one in facts.sets
        for body in one.holders
        if (where := [nation for nation in nations if body.on(day, nation)])
    ]
    plain = [
        (one.title, one.holder, " and ".join(nations), "as the data set declares")
        for one in facts.sets
        if not one.holders
    ]
    heads = ("Data set", "Kind of body", "Nation", "Source")
    return (grid("bodies", "Who holds what", heads, [*dated, *plain]),)


def terms(facts: Facts) -> tuple[Block, ...]:
    """Agreements and duties as the ledger has them."""
    if facts.ledger is None:
        return (Text(NO_STORE),)
    titles = {one.name: one.title for one in facts.sets}
    signed = [
        (
            *(_body(facts, one.provider), titles[one.dataset]),
            *(cited(str(one.valid_from)), cited(str(one.valid_to)), cited(str(one.floor))),
            *(cited(one.purpose), cited(one.basis) if one.basis else "not recorded"),
            "; ".join(named(facts, code) for code in one.gateways) or "not recorded",
        )
        for one in facts.ledger.agreements
        if one.dataset in titles
    ]
    owed = [
        (
            *(_body(facts, one.provider), facts.ledger.nations.get(one.provider, "not recorded")),
            *(titles[one.dataset], cited(str(one.starts))),
            cited(str(one.ends)) if one.ends else "no end known",
        )
        for one in facts.ledger.duties
        if one.dataset in titles
    ]
    heads = ("Body", "Data set", "From", "To", "Smallest count shown")
    rests = ("Purpose", "Legal basis", "Gateways")
    found: list[Block] = []
    found += (
        [grid("agreements", "Agreements that are recorded", (*heads, *rests), signed)]
        if signed
        else [Text("No agreement about these data sets is recorded yet.")]
    )
    found += (
        [grid("duties", "Who owes what", ("Body", "Nation", "Data set", "From", "To"), owed)]
        if owed
        else [Text("Nobody owes any of these data sets yet.")]
    )
    return (*found, *_received(facts, facts.ledger, titles))


def _body(facts: Facts, provider: str) -> GridCell:
    """A body's name where it is known, and the code that the ledger has for it."""
    name = facts.names.get(provider, "")
    return cited(f"{name} ({provider})" if name else provider)


def _received(facts: Facts, ledger: Ledger, titles: Mapping[str, str]) -> tuple[Block, ...]:
    """What has come, until which month, and what its provider says that the rows are."""
    latest = {
        (one.provider, one.dataset): one
        for one in sorted(ledger.receipts, key=lambda one: one.period)
        if one.dataset in titles
    }
    rows = [
        (_body(facts, body), titles[name], cited(one.period), TREATED[one.treated_as])
        for (body, name), one in sorted(latest.items())
    ]
    if not rows:
        return (Text("Nothing of these data sets has come yet."),)
    heads = ("Body", "Data set", "Latest months", "Rows are treated as")
    return (grid("received", "What has come, and as what it is treated", heads, rows),)


def approvals(facts: Facts) -> tuple[Block, ...]:
    """What must be decided before patients' records leave, and what the register says of it."""
    asked = [(one.title, "; ".join(WORDS[k] for k in one.approvals)) for one in facts.sets]
    needed = [(title, what) for title, what in asked if what]
    found: list[Block] = []
    if needed:
        heads = ("Data set", "Closed until these are recorded")
        found.append(grid("needed", "Approvals that a feed waits for", heads, needed))
    if facts.approvals is None:
        return (*found, Text(NO_KEYS))
    rows = [
        (
            *(WORDS[one.kind], cited(one.dataset) if one.dataset else "every data set"),
            *(cited(one.on), cited(one.until) if one.until else "no end known"),
            *(cited(one.who), cited(one.reference)),
        )
        for one in facts.approvals
        if one.dataset in ("", *(each.name for each in facts.sets))
    ]
    columns = ("Decision", "Data set", "From", "To", "Who decided", "Where it is written")
    said = grid("approved", "Decisions that are recorded", columns, rows)
    return (*found, said if rows else Text("No decision is recorded yet."))
