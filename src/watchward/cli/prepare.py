"""`watchward prepare`: on the provider's own machine, from a raw extract to a signed package."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.cli.gazetteer import placed_in_words
from watchward.contract.coarser import as_asked
from watchward.contract.dataset import dataset as read_dataset
from watchward.contract.period import Period, month_text
from watchward.errors import UsageRefusal
from watchward.provider.catchments import in_words as snapped_in_words
from watchward.provider.prepared import Prepared
from watchward.settings import read_settings


def command(  # noqa: PLR0913, PLR0917 what a person may say of a file
    files: Annotated[list[Path], typer.Argument(help="Raw extracts: CSV, XLSX, XML, HL7, …")],
    dataset: Annotated[str, typer.Option(help="Which data set they are, e.g. ed_assault.")],
    provider: Annotated[str, typer.Option(help="Your code: small letters, digits, hyphens.")],
    out: Annotated[Path, typer.Option(help="Folder for the packages.")],
    period: Annotated[str, typer.Option(help="YYYY-MM, or YYYY-MM..YYYY-MM.")] = "",
    replaces: Annotated[str, typer.Option(help="Receipt that this corrects.")] = "",
    receiver: Annotated[str, typer.Option(help="Hub that it is sealed to, by its code.")] = "",
    sheet: Annotated[str, typer.Option(help="A workbook's sheet, an archive's force.")] = "",
    mapping: Annotated[
        Path | None, typer.Option(help="How they are read, saved by `watchward map`.")
    ] = None,
    keep_unlisted: Annotated[
        bool, typer.Option("--keep-unlisted", help="Send words that the mapping does not know.")
    ] = False,
    generalise: Annotated[str, typer.Option(help="Coarser: time=day,place=1km,victim_age=2")] = "",
    synthetic: Annotated[bool, typer.Option("--synthetic", help="It is made up.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would leave; write nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
) -> None:
    """Depersonalise raw extracts and seal what may leave into signed packages."""
    from watchward.provider.flow import prepare
    from watchward.provider.hubs import hub_key
    from watchward.provider.mapping.saved import read_mapping

    _refuse_many(files, replaces)
    settings, declared = read_settings(), read_dataset(dataset)
    one = partial(
        prepare,
        dataset=as_asked(declared, generalise),
        provider=provider,
        out=out,
        keys=settings.keys,
        period=Period.parse(period) if period else None,
        synthetic=synthetic,
        replaces=replaces,
        receiver=receiver,
        hub=hub_key(receiver, hubs=settings.hubs) if receiver else None,
        sheet=sheet,
        gazetteer=settings.gazetteer,
        catchments=settings.catchments,
        mapping=read_mapping(mapping, declared) if mapping else None,
        keep_unlisted=keep_unlisted,
        dry_run=dry_run,
    )
    with show.progress("Preparing") as move:
        made = [one(file, made_at=now(), progress=move) for file in files]
    _tell_all(files, made, as_json=as_json)


def _refuse_many(files: Sequence[Path], replaces: str) -> None:
    if replaces and len(files) > 1:
        raise UsageRefusal(
            "A correction is one file.", where="--replaces", do="Prepare them apart."
        )


def _tell_all(files: Sequence[Path], made: Sequence[Prepared], *, as_json: bool) -> None:
    if as_json:
        show.data([_plain(prepared) for prepared in made])
        return
    for file, prepared in zip(files, made, strict=True):
        tell(file, prepared)


def _plain(prepared: Prepared) -> dict[str, object]:
    manifest = prepared.manifest
    return {
        "package": str(prepared.package) if prepared.package else None,
        "dataset": manifest.dataset,
        "provider": manifest.provider,
        "period": manifest.period,
        "receiver": manifest.receiver,
        "synthetic": manifest.synthetic,
        "rows_read": manifest.rows_read,
        "rows_unreadable": manifest.rows_unreadable,
        "rows_packaged": manifest.rows_packaged,
        "unreadable_reasons": manifest.unreadable_reasons,
        "rows_left_out": manifest.rows_left_out,
        "left_out_reasons": manifest.left_out_reasons,
        "rows_with_faults": prepared.rows_at_fault,
        "faults": {
            one.field: {"unreadable": one.unreadable, "unlisted": one.unlisted}
            for one in prepared.faults
        },
        "columns_that_stay": prepared.dropped,
        "columns_that_would_stay": prepared.would_stay,
        "gateways": manifest.gateways,
        "treated_as": manifest.treated_as,
        "placed": manifest.placed,
        "snapped": manifest.snapped,
        "coarser": manifest.coarser,
        "assessment": manifest.assessment,
        "advice": prepared.advice,
        "identifiers_in_dropped_columns": manifest.dropped,
        "public_key": manifest.public_key if prepared.package else None,
    }


def tell(file: Path, prepared: Prepared) -> None:
    """What was read, what leaves and what stays, before anybody sends it."""
    manifest = prepared.manifest
    show.say(
        f"\n{file.name}: {manifest.rows_read:,} rows read, {manifest.rows_packaged:,} packaged, "
        f"{manifest.rows_unreadable:,} unreadable. Period {manifest.period}."
    )
    for reason, rows in manifest.unreadable_reasons.items():
        show.say(f"  Unreadable: {rows:,} with {reason}.")
    for reason, rows in manifest.left_out_reasons.items():
        show.say(f"  Left out, for it is not of this data set: {rows:,}, {reason}.")
    _tell_faults(prepared)
    for line in (*placed_in_words(manifest), *snapped_in_words(manifest.snapped)):
        show.say(f"  {line}")
    if prepared.coarser:
        show.say(f"  Coarser than the data set declares: {'; '.join(prepared.coarser)}.")
    for line in (*prepared.assessment, *prepared.advice):
        show.say(f"  {line}")
    for column, why in prepared.dropped.items():
        show.say(f"  Stays here: {column}, {why}.")
    for title in prepared.would_stay:
        show.say(f"  Leaves because it is synthetic; real, it would stay: {title}.")
    show.say(f"  Rows are treated as {manifest.treated_as} data.")
    if manifest.dropped:
        kinds = ", ".join(f"{kind} {n:,}" for kind, n in manifest.dropped.items())
        show.say(f"  Cells of those columns that could name somebody: {kinds}.")
    if prepared.preview:
        _preview(prepared.preview[:3])
    if prepared.package:
        show.say(f"signed with public key: {manifest.public_key}")
        show.say(f"package: {prepared.package}")
    else:
        show.say("Dry run: nothing was written.")


def _tell_faults(prepared: Prepared) -> None:
    """Before it is sent, so that it is mended at the source and not after the receipt."""
    if not prepared.faults:
        return
    show.say(f"  The hub would reject {prepared.rows_at_fault:,} rows. Mend these before you send:")
    for one in prepared.faults:
        parts = ((one.unreadable, "cannot be read"), (one.unlisted, "are not in its code list"))
        said = ", ".join(f"{cells:,} {why}" for cells, why in parts if cells)
        show.say(f"    {one.title}: {said}.")


def _preview(rows: Sequence[Mapping[str, object]]) -> None:
    """What leaves, a field to a line, so that it fits a terminal whatever the data set."""
    columns = ["field", *[f"row {row['row']}" for row in rows]]
    fields = [field for field in rows[0] if field != "row"]
    lines = [[field, *[_readable(field, row[field]) for row in rows]] for field in fields]
    show.table("What leaves, the first rows as an example", columns, lines)


def _readable(field: str, value: object) -> str:
    if value is None:
        return ""
    if field in ("day", "night_of") and isinstance(value, int):
        return (dt.date(1970, 1, 1) + dt.timedelta(days=value)).isoformat()
    return month_text(value) if field == "month" and isinstance(value, int) else str(value)
