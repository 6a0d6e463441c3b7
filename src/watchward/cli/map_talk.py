"""The questions of `watchward map`: only what is not sure, each with a way to leave it as it is."""

from collections.abc import Callable, Sequence

import typer

from watchward.cli import show
from watchward.cli.map_screen import leaving
from watchward.contract.dataset import Field
from watchward.provider.mapping.codes import Word, codes_of
from watchward.provider.mapping.draft import Draft
from watchward.provider.mapping.formats import DATES, TIMES
from watchward.provider.mapping.profile import Column
from watchward.provider.mapping.propose import words_of
from watchward.provider.mapping.saved import harmless

Ask = Callable[[str], str]
MOST_WORDS = 60


def asked(question: str) -> str:
    """One answer; Enter is none."""
    answer: str = typer.prompt(question, default="", show_default=False)
    return answer.strip()


def settle(draft: Draft, ask: Ask) -> None:
    """Columns, ways of writing, words, then anything else that the officer sees is wrong."""
    for one in draft.proposed.columns:
        taken = {column.place for column in draft.columns.values()}
        could = [score.field for score in leaving(one) if score.field.name not in draft.columns]
        if one.column.place not in taken and could:
            _which_field(draft, one.column, could, ask)
    for field in draft.missing:
        _which_column(draft, field, ask)
    for name in sorted(draft.doubtful_ways):
        _which_way(draft, name, ask)
    while said := ask("Change one? FIELD=COLUMN NUMBER, FIELD= for none, Enter to go on"):
        _change(draft, said)
    for name in list(draft.columns):
        _which_codes(draft, name, ask)


def _choice(answer: str, many: int) -> int | None:
    """A number from 1, or None."""
    right = answer.isascii() and answer.isdigit() and 1 <= int(answer) <= many
    return int(answer) if right else None


def _pick(question: str, options: Sequence[str], ask: Ask) -> int | None:
    """Asked again until the answer is one of the numbers, or Enter."""
    for number, option in enumerate(options, 1):
        show.say(f"  {number}  {option}")
    while answer := ask(f"{question} (number; Enter for none)"):
        chosen = _choice(answer, len(options))
        if chosen is not None:
            return chosen - 1
        show.say(f"A number from 1 to {len(options)}, or Enter.")
    return None


def _which_field(draft: Draft, column: Column, could: list[Field], ask: Ask) -> None:
    question = f"Column {column.place + 1}, “{column.header}”: what does it hold?"
    chosen = _pick(question, [field.title for field in could], ask)
    if chosen is not None:
        draft.settle(could[chosen].name, column)


def _which_column(draft: Draft, field: Field, ask: Ask) -> None:
    columns = draft.proposed.profile.columns
    while answer := ask(f"Which column holds “{field.title}”? (its number; Enter to stop)"):
        if (number := _choice(answer, len(columns))) is not None:
            draft.settle(field.name, columns[number - 1])
            return
        show.say(f"A number from 1 to {len(columns)}.")


def _which_way(draft: Draft, name: str, ask: Ask) -> None:
    field, column = draft.field(name), draft.columns[name]
    ways = column.times if field.type == "time" else column.dates
    every = TIMES if field.type == "time" else tuple(DATES)
    options = sorted(ways, key=lambda way: -ways[way]) or list(every)
    said = [f"{way} ({ways.get(way, 0):,} cells)" for way in options]
    chosen = _pick(f"How is “{field.title}” written?", said, ask)
    if chosen is not None:
        draft.written[name] = options[chosen]
        draft.doubtful_ways.discard(name)


def _change(draft: Draft, said: str) -> None:
    name, _, number = said.partition("=")
    columns = draft.proposed.profile.columns
    fields = {one.name for one in draft.proposed.dataset.mapped}
    place = _choice(number.strip(), len(columns))
    if name.strip() not in fields or (number.strip() and place is None):
        show.say(f"Fields: {', '.join(sorted(fields))}; columns: 1 to {len(columns)}.")
    elif place is None:
        draft.leave(name.strip())
    else:
        draft.settle(name.strip(), columns[place - 1])


def _which_codes(draft: Draft, name: str, ask: Ask) -> None:
    field = draft.field(name)
    if field.type not in ("code", "yes_no"):
        return
    known = draft.codes.setdefault(name, {})
    strange = [
        word
        for word in words_of(draft.columns[name], field)
        if not word.listed and word.text not in known
    ]
    if not strange:
        return
    labels = codes_of(field).labels
    options = [f"{code}: {label}" for code, label in labels.items()]
    show.say(f"{field.title}: {len(strange):,} words are not known. Its codes:")
    for number, option in enumerate(options, 1):
        show.say(f"  {number}  {option}")
    for word in strange[:MOST_WORDS]:
        if not _which_code(known, word, tuple(labels), ask):
            return


def _which_code(known: dict[str, str], word: Word, codes: tuple[str, ...], ask: Ask) -> bool:
    """False where the officer wants to see no more of this field's words."""
    if not harmless(word.text):
        show.say("  A word that could be somebody's name or number is passed over.")
        return True
    perhaps = f", perhaps {codes.index(word.code) + 1}" if word.code else ""
    question = f"  “{word.text}”, {word.cells:,} cells{perhaps} (number; - unlisted; . stop)"
    while answer := ask(question):
        if answer == ".":
            return False
        if answer == "-":
            known[word.text] = ""
            return True
        if (number := _choice(answer, len(codes))) is not None:
            known[word.text] = codes[number - 1]
            return True
        show.say(f"A number from 1 to {len(codes)}, -, . or Enter.")
    return True
