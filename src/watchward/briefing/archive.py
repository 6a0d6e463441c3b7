"""What was shown stays as it was shown: a briefing with its answers, rules and code version."""

import dataclasses
import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from watchward.briefing.answers import Answers
from watchward.briefing.definition import Definition
from watchward.briefing.document import Decision, Document
from watchward.briefing.printed import Printed
from watchward.contract.safe_result import SafeResult
from watchward.disclosure.rules import HERE as RULES
from watchward.disclosure.written import from_json, to_json
from watchward.errors import UsageRefusal
from watchward.lake.store import Store

HTML, PDF, WORD = "briefing.html", "briefing.pdf", "briefing.docx"


@dataclass(frozen=True)
class Briefing:
    """Where the files are, and the id under which the archive keeps them."""

    html: Path
    pdf: Path
    word: Path
    id: str


def briefing_id(
    answers: Answers,
    *,
    definition: Definition,
    owed: tuple[Decision, ...],
    code: str,
    of: str,
    language: str = "en",
) -> str:
    """The same answers, decisions, definition and code give the same id."""
    parts = {
        "answers": {name: result.id for name, result in answers.results.items()},
        "missing": dict(answers.missing),
        "audience": answers.audience,
        "store_version": answers.store_version,
        "definition": dataclasses.asdict(definition),
        "decisions": [dataclasses.asdict(decision) for decision in owed],
        "code": code,
        "premises": answers.premises,
        "partnership": of,
    } | ({"language": language} if language != "en" else {})
    return hashlib.sha256(_json(parts)).hexdigest()[:12]


def holds(store: Store, ident: str) -> bool:
    """True where a briefing of that id has been kept."""
    return (_folder(store, ident) / "manifest.json").exists()


def keep(store: Store, document: Document, answers: Answers, *, printed: Printed) -> None:
    """Write the archive in one step: it is there whole, or not at all."""
    files = {
        HTML: printed.html.encode("utf-8"),
        PDF: printed.pdf,
        WORD: printed.word,
        "safe_results.json": _json(
            {name: json.loads(to_json(result)) for name, result in answers.results.items()}
        ),
        "rules.toml": (RULES / "rules.toml").read_bytes(),
    }
    files["manifest.json"] = _json(_manifest(document, files) | {"premises": answers.premises})
    store.releases.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=".briefing-", dir=store.releases))
    try:
        for name, content in files.items():
            (part / name).write_bytes(content)
        part.chmod(0o750)
        part.replace(_folder(store, document.id))
    except OSError:
        shutil.rmtree(part, ignore_errors=True)
        if not holds(store, document.id):
            raise


@dataclass(frozen=True)
class Kept:
    """One line of the list of briefings that were made."""

    id: str
    title: str
    month: str
    audience: str
    made_at: str
    synthetic: bool
    store_version: str
    premises: str = ""  # of a guest: the one named place that the papers may show
    language: str = "en"


def kept(store: Store) -> tuple[Kept, ...]:
    """Every briefing in the archive, the newest first."""
    found = []
    for manifest in store.releases.glob("briefing-*/manifest.json"):
        written = json.loads(manifest.read_text("utf-8"))
        names = {field.name for field in dataclasses.fields(Kept)} & set(written)
        named = {name: written[name] for name in names}
        found.append((manifest.stat().st_mtime_ns, Kept(**named)))
    return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0]))


def reissue(store: Store, ident: str, *, out: Path) -> Briefing:
    """The files exactly as they were shown the first time; early ones had no Word file."""
    if not holds(store, ident):
        raise UsageRefusal(
            "The archive holds no briefing of that id.",
            where=str(store.releases),
            do="The id stands at the foot of every page.",
        )
    out.mkdir(parents=True, exist_ok=True)
    for name in (HTML, PDF, WORD):
        if (_folder(store, ident) / name).exists():
            shutil.copyfile(_folder(store, ident) / name, out / name)
    return Briefing(out / HTML, out / PDF, out / WORD, ident)


def answers_of(store: Store, ident: str) -> dict[str, SafeResult]:
    """The answers that a briefing was made from, by analysis, as they were released."""
    path = _folder(store, ident) / "safe_results.json"
    if not path.exists():
        return {}
    written = json.loads(path.read_text("utf-8"))
    return {name: from_json(json.dumps(one)) for name, one in written.items()}


def _folder(store: Store, ident: str) -> Path:
    return store.releases / f"briefing-{ident}"


def _manifest(document: Document, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "month": document.month,
        "audience": document.audience,
        "made_at": document.made_at,
        "synthetic": document.synthetic,
        "language": document.language,
        "store_version": document.store_version,
        "rules_version": document.rules_version,
        "code_version": document.code_version,
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }


def _json(value: object) -> bytes:
    return json.dumps(value, indent=1, sort_keys=True, default=_plain).encode("utf-8")


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)
