"""What only a person can say: the questions, and the small file with the answers."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from watchward.contract.dataset import dataset
from watchward.errors import InputRefusal, UsageRefusal
from watchward.reference.welsh import Welsh

HERE = Path(__file__).with_suffix(".toml")
SETS = "datasets"
HEAD = (
    "What only a person can say for the governance pack. Write each answer between the quotation "
    "marks; one that is left empty is printed as not yet said. Name no patient."
)
WHICH = "Which data sets the pack is about, by name; none named means all that are known of."
WHO, WHY = "Who says it:", "Why it matters:"


@dataclass(frozen=True)
class Question:
    """One of questions.toml; `choices` are the only answers, where there are any."""

    name: str
    asks: str
    who: str
    why: str
    choices: tuple[str, ...] = ()
    nation: str = ""


@dataclass(frozen=True)
class Answers:
    """What has been said, by question; `datasets` empty is every one that is known of."""

    said: Mapping[str, str]
    datasets: tuple[str, ...] = ()

    @property
    def nation(self) -> str:
        """England, Wales, or empty while nobody has said."""
        return self.said.get("nation", "")


NOTHING_SAID = Answers({})


@cache
def questions() -> Mapping[str, Question]:
    """Every question, by name."""
    written = tomllib.loads(HERE.read_text("utf-8"))
    return {
        name: Question(name=name, **one | {"choices": tuple(one.get("choices", ()))})
        for name, one in written.items()
    }


def blank(language: str, *, made_on: dt.date) -> str:
    """The file with every question and no answer."""
    say = Welsh().said if language == "cy" else str
    lines = [*_comment(say(HEAD)), f"# {made_on}", "", *_comment(say(WHICH)), f"{SETS} = []", ""]
    lines.append("[answers]")
    for one in questions().values():
        limits = f" ({' / '.join(one.choices)})" if one.choices else ""
        nation = f" ({say(one.nation)})" if one.nation else ""
        lines += ["", *_comment(f"{say(one.asks)}{limits}{nation}")]
        lines += _comment(f"{say(WHO)} {say(one.who)}. {say(WHY)} {say(one.why)}")
        lines.append(f'{one.name} = ""')
    return "\n".join(lines) + "\n"


def read_answers(path: Path) -> Answers:
    """The answers of a file; a question that there is not, or a wrong choice, is refused."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise InputRefusal(
            "The answers cannot be read.",
            where=path.name,
            do="Begin a file with: watchward governance begin.",
        ) from None
    return understood(text, where=path.name)


def understood(text: str, *, where: str) -> Answers:
    """The same of its text, which may have come from elsewhere."""
    try:
        written = tomllib.loads(text)
        sets, said = written.pop(SETS, []), written.pop("answers", {})
        shaped = isinstance(sets, list) and isinstance(said, dict) and not written
        if not shaped or not all(isinstance(one, str) for one in (*sets, *said.values())):
            raise ValueError
    except ValueError:
        raise InputRefusal(
            "The file of answers is not in the form that it began with.",
            where=where,
            do="Each answer is text between quotation marks; begin again with: "
            "watchward governance begin.",
        ) from None
    _known(said, where=where)
    tidy = {name: " ".join(text.split()) for name, text in said.items() if text.strip()}
    return Answers(tidy, tuple(dataset(name).name for name in sets))


def _known(said: Mapping[str, str], *, where: str) -> None:
    if strange := sorted(set(said) - set(questions())):
        raise UsageRefusal(
            f"There is no question called {', '.join(strange)}.",
            where=where,
            do=f"There are: {', '.join(questions())}.",
        )
    for name, text in said.items():
        choices = questions()[name].choices
        if choices and text.strip() and text.strip() not in choices:
            raise UsageRefusal(
                f"The answer to {name} is one of: {', '.join(choices)}.",
                where=where,
                do="Write it as it stands there.",
            )


def _comment(text: str) -> list[str]:
    import textwrap

    return [f"# {line}" for line in textwrap.wrap(text, 98)]
