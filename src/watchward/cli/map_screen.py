"""What `watchward map` shows. Values stand on a terminal only: never where output is kept."""

from watchward.cli import show
from watchward.contract.dataset import Field
from watchward.provider.identifiers import headed_kind
from watchward.provider.mapping.codes import Word
from watchward.provider.mapping.draft import Draft
from watchward.provider.mapping.profile import Column
from watchward.provider.mapping.propose import Proposal, Score, words_of

SAMPLES, LONGEST = 3, 18
MOST_WORDS = 40
OUT_OF_SIGHT = "(shown on a screen only)"


def columns(draft: Draft, *, values: bool) -> None:
    """Side by side: the column, what it is taken for, and a few of its values."""
    fields: dict[int, list[str]] = {}
    for name, column in draft.columns.items():
        fields.setdefault(column.place, []).append(name)
    rows = [
        (str(one.column.place + 1), *_line(one, fields.get(one.column.place, []), draft, values))
        for one in draft.proposed.columns
    ]
    profile = draft.proposed.profile
    title = f"{profile.name}: {profile.rows:,} rows, as {draft.proposed.dataset.title}"
    show.table(title, ("", "column", "is read as", "", "cells", "values"), rows)
    for field in draft.missing:
        show.say(f"Missing: {field.title} ({field.name}) is required.")
    wanted = (field for field in draft.proposed.dataset.mapped)
    lacking = [f.name for f in wanted if f.name not in draft.columns and not f.required]
    if lacking:
        show.say(f"No column is known to hold: {', '.join(lacking)}.")


def _line(one: Proposal, names: list[str], draft: Draft, values: bool) -> tuple[str, ...]:
    column = one.column
    seen = samples(column) if values else OUT_OF_SIGHT
    looked_up = draft.proposed.dataset.place.text in names
    known = column.identifiers or one.sure or headed_kind(column.header)
    if looked_up or (not names and known):
        seen = "(not shown: it stays)"  # nobody has to see them to leave them here
    cells = f"{column.cells:,}"
    if names:
        ways = [draft.written[name] for name in names if name in draft.written]
        sure = "settled" if not draft.doubtful_ways & set(names) else "how written?"
        said = ", ".join(draft.field(name).title for name in names)
        said += f" ({'; '.join(ways)})" if ways else ""
        said += ", looked up here and dropped" if looked_up else ""
        return column.header, said, sure, cells, seen
    could = [score.field.title for score in leaving(one)]
    if could:
        return column.header, f"perhaps: {'; '.join(could)}", "not sure", cells, seen
    return column.header, "stays here", "", cells, seen


def leaving(one: Proposal) -> list[Score]:
    """What a column that is not settled could be, of the fields that leave."""
    if one.sure:
        return []
    return [score for score in one.candidates if score.field.treatment != "drop"]


def samples(column: Column) -> str:
    """The first few different values, cut short."""
    found = column.sample.unique(maintain_order=True).head(SAMPLES).to_list()
    return " · ".join(one if len(one) <= LONGEST else f"{one[: LONGEST - 1]}…" for one in found)


def words(draft: Draft, *, values: bool) -> None:
    """Each coded field's words that its list does not know, beside the code they are read as."""
    for name, column in draft.columns.items():
        field = draft.field(name)
        if field.type not in ("code", "yes_no"):
            continue
        strange = [word for word in words_of(column, field) if not word.listed]
        if column.words is None:
            show.say(f"{field.title}: too many different words to be codes.")
        elif strange and values:
            _words(draft, field, strange)
        elif strange:
            show.say(f"{field.title}: {len(strange):,} words of your own {OUT_OF_SIGHT}.")


def _words(draft: Draft, field: Field, strange: list[Word]) -> None:
    known = draft.codes.get(field.name, {})
    rows = [(word.text, word.cells, _read_as(word, known)) for word in strange[:MOST_WORDS]]
    more = f", the commonest {MOST_WORDS}" if len(strange) > MOST_WORDS else ""
    show.table(f"{field.title}: your words{more}", ("your word", "cells", "is read as"), rows)


def _read_as(word: Word, known: dict[str, str]) -> str:
    if word.text in known:
        return known[word.text] or "left unlisted"
    return f"not mapped (perhaps {word.code})" if word.code else "not mapped"
