"""An extract is prepared here, looked at by its sender, then taken like any other package.

Two steps: `check` makes the package and removes the extract; nothing is received before `confirm`.
"""

import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from watchward.contract.dataset import Dataset, dataset, datasets
from watchward.contract.hub_key import HubKey
from watchward.errors import UsageRefusal
from watchward.hub.enrol import keys as known_keys
from watchward.hub.keys import hub_keys
from watchward.provider.flow import prepare
from watchward.provider.mapping.saved import ExtractMapping, read_mapping
from watchward.provider.mapping.written import write_mapping
from watchward.provider.prepared import Prepared
from watchward.provider.seal import provider_key, public_key
from watchward_web.core.store import open_partnership
from watchward_web.partners.seat import Seat
from watchward_web.partners.services.noting import note
from watchward_web.submissions import extracts
from watchward_web.submissions.limits import NotTaken
from watchward_web.submissions.models import Upload
from watchward_web.submissions.services.uploading import hand_in


def save_mapping(seat: Seat, path: Path, *, now: datetime) -> ExtractMapping:
    """Keep a mapping that was reviewed at home; written anew, so that no remark comes with it."""
    mapping = read_mapping(path)
    if not mapping.reviewed_by.strip():
        raise UsageRefusal(
            "The mapping is a draft that nobody has reviewed.",
            do="Review it at home, write who did in its line reviewed_by, then send it again.",
        )
    with transaction.atomic():
        detail = {"dataset": mapping.dataset, "columns": len(mapping.columns)}
        note(seat, "mapping saved", now=now, subject=mapping.dataset, detail=detail)
        write_mapping(mapping, extracts.mapping_file(seat, mapping.declared))
    return mapping


def remove_mapping(seat: Seat, name: str, *, now: datetime) -> None:
    """Forget the mapping of one data set."""
    if name not in datasets():
        raise UsageRefusal("There is no data set of that name.", do="Choose one of the list.")
    with transaction.atomic():
        note(seat, "mapping removed", now=now, subject=name, detail={})
        extracts.mapping_file(seat, dataset(name)).unlink(missing_ok=True)


def site_key(seat: Seat) -> str:
    """The public half of the site's key for this agency, made when first asked for."""
    return public_key(provider_key(extracts.keys_folder(seat), seat.agency.provider))


def another_key(seat: Seat) -> bool:
    """Whether the agency's packages are signed with a key of its own: an agency has one."""
    store = open_partnership(seat.partnership.store)
    mine = [
        key
        for key in known_keys(store)
        if key["provider"] == seat.agency.provider and key["state"] != "withdrawn"
    ]
    return bool(mine) and site_key(seat) not in {key["public_key"] for key in mine}


def check(seat: Seat, path: Path, name: str, *, keep_unlisted: bool, now: datetime) -> str:
    """Prepare the extract in its own folder; the package waits under the name that is returned."""
    if not seat.agency.provider:
        raise NotTaken("no_provider")
    mapping = extracts.saved_mappings(seat).get(name)
    if mapping is None:
        raise UsageRefusal(
            "There is no saved mapping for that data set.",
            do="Make one at home with `watchward map`, review it, and save it here first.",
        )
    hub = _sealed_to(seat, mapping.declared)
    extract = path.rename(path.with_name("extract"))
    try:
        made = prepare(
            extract,
            dataset=mapping.declared,
            provider=seat.agency.provider,
            out=path.parent / "out",
            keys=extracts.keys_folder(seat),
            made_at=now,
            synthetic=seat.partnership.synthetic,
            receiver=hub.code if hub else "",
            hub=hub,
            mapping=mapping,
            keep_unlisted=keep_unlisted,
        )
    finally:
        extract.rename(path)  # whoever opened it closes and removes it under its own name
    return _waits(seat, made, mapping, now=now)


def _sealed_to(seat: Seat, declared: Dataset) -> HubKey | None:
    """The partnership's own key: an open package would lie on this disk, and be refused later."""
    store = open_partnership(seat.partnership.store)
    keys = hub_keys(store)
    if keys is None and store.production and not declared.public:
        raise UsageRefusal(
            "The partnership's store has no key yet to which the extract could be sealed.",
            do="Ask whoever runs this site to make one with `watchward hub-key new`, then send "
            "the extract again. Nothing of it was kept.",
        )
    return keys.published if keys else None


def _waits(seat: Seat, made: Prepared, mapping: ExtractMapping, *, now: datetime) -> str:
    ident = secrets.token_hex(12)
    said = made.manifest
    if made.package is None:
        raise NotTaken("empty")
    with transaction.atomic():
        detail = {"dataset": said.dataset, "period": said.period, "rows": said.rows_packaged}
        note(seat, "extract checked", now=now, subject=ident, detail=detail)
        extracts.keep(seat, ident, made.package, _seen(made, mapping))
    return ident


def _seen(made: Prepared, mapping: ExtractMapping) -> dict[str, Any]:
    """What the page says: counts, treatments, headers that may be repeated; no value of a row."""
    said, declared = made.manifest, mapping.declared
    return {
        "dataset": declared.title,
        "period": said.period,
        "rows_read": said.rows_read,
        "rows_unreadable": said.rows_unreadable,
        "rows_packaged": said.rows_packaged,
        "rows_at_fault": made.rows_at_fault,
        "faults": [[one.title, one.unreadable, one.unlisted] for one in made.faults],
        "leaves": [
            [one.title, one.treatment] for one in declared.fields if one.name in mapping.columns
        ],
        "stays": list(made.dropped),
        "identifiers": {kind: cells for kind, cells in said.dropped.items() if cells},
        "assessment": list(made.assessment),
    }


def confirm(seat: Seat, ident: str, *, now: datetime) -> Upload:
    """Hand the waiting package in, as if it had been uploaded; a second word finds nothing."""
    package, _ = extracts.waiting(seat, ident)
    with transaction.atomic():
        note(seat, "extract confirmed", now=now, subject=ident, detail={})
        upload = hand_in(seat, package, now=now)
    extracts.forget(ident)
    return upload


def discard(seat: Seat, ident: str, *, now: datetime) -> None:
    """Nothing is sent; the package is removed."""
    extracts.waiting(seat, ident)
    with transaction.atomic():
        note(seat, "extract discarded", now=now, subject=ident, detail={})
    extracts.forget(ident)


def note_extract_refused(seat: Seat, why: str, *, now: datetime) -> None:
    """Write down that an extract was not prepared, and why."""
    note(seat, "extract refused", now=now, subject="", detail={"why": why})
