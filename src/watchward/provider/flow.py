"""From a raw extract to a signed package, or a preview of one: the provider's whole side."""

from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from watchward.contract.dataset import Dataset
from watchward.contract.hub_key import HubKey
from watchward.contract.period import Period
from watchward.provider.carry import carry
from watchward.provider.describe import describe, dropped_columns, handed_back
from watchward.provider.layout import lay_out
from watchward.provider.mapping.saved import ExtractMapping
from watchward.provider.names import check_names
from watchward.provider.passage import Feed, passage
from watchward.provider.prepared import Prepared, Progress
from watchward.provider.pseudonyms import pseudonym_secret as secret_of
from watchward.provider.read import open_extract
from watchward.provider.seal import provider_key, public_key, scratch, seal


def prepare(  # noqa: PLR0913 what a person may say of a file
    file: Path,
    *,
    dataset: Dataset,
    provider: str,
    out: Path,
    keys: Path,
    made_at: datetime,
    period: Period | None = None,
    synthetic: bool = False,
    replaces: str = "",
    receiver: str = "",
    hub: HubKey | None = None,
    sheet: str = "",
    gazetteer: Path | None = None,
    catchments: Path | None = None,
    mapping: ExtractMapping | None = None,
    keep_unlisted: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Prepared:
    """Depersonalise `file` by declaration and seal what may leave; a dry run writes nothing."""
    check_names(provider, replaces, receiver)
    with (
        open_extract(file, dataset, sheet=sheet or (mapping.sheet if mapping else "")) as extract,
        nullcontext() if dry_run else scratch(out) as data,
    ):
        feed = Feed(dataset, provider, made_at)
        may = passage(feed, keys=keys, synthetic=synthetic, look=dry_run)
        header = extract.records.header
        layout = lay_out(header, dataset, mapping, file=file.name, keep_unlisted=keep_unlisted)
        key = provider_key(keys, provider, keep=not dry_run)
        treated = may.plan(layout.matched, secret_of(key, dataset.name, receiver), gazetteer)
        carried = carry(
            extract,
            treated,
            layout=layout,
            provider=provider,
            data=data,
            gazetteer=gazetteer,
            catchments=catchments,
            progress=progress,
        )
        manifest = describe(
            carried,
            extract=extract,
            plan=treated,
            passage=may,
            provider=provider,
            period=carried.months.period(period, dataset=dataset, made_at=made_at, file=file.name),
            made_at=made_at,
            public_key=public_key(key),
            replaces=replaces,
            receiver=receiver,
        )
        package = seal(manifest, data, key=key, out=out, hub=hub) if data else None
        dropped = dropped_columns(header, layout.matched) | may.said(layout.matched)
        return handed_back(carried, manifest, package=package, dropped=dropped, passage=may)
