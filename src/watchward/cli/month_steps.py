"""The steps of `watchward monthly`: open what is kept, pick up, prepare, send."""

from dataclasses import dataclass
from pathlib import Path

from watchward.cli import show
from watchward.cli.access import access
from watchward.cli.clock import now
from watchward.cli.outgoing import collect_answers, send_one, told_by
from watchward.cli.prepare import tell
from watchward.contract.coarser import as_asked
from watchward.contract.dataset import dataset as read_dataset
from watchward.contract.period import Period
from watchward.errors import PackageRefusal, Refusal, UsageRefusal
from watchward.provider.mapping.saved import read_mapping
from watchward.provider.mapping.written import reviewed_now
from watchward.provider.monthly import Monthly, changed, keep_monthly, kept_mapping, read_monthly
from watchward.provider.receipts import kept_receipts, sent_packages, stem
from watchward.provider.send.channels import scheme
from watchward.provider.turn import check_turn, months_sent
from watchward.settings import Settings, read_settings


@dataclass(frozen=True)
class Desk:
    """One data set's standing answers, on this machine."""

    monthly: Monthly
    settings: Settings


def opened(
    mapping: Path | None,
    *,
    preparing: bool,
    by: str,
    synthetic: bool,
    dataset: str,
    to: str,
    **said: str,
) -> Desk:
    """What is kept; what is said now changes it, and somebody must say so."""
    settings = read_settings()
    kept = read_monthly(settings.monthly, dataset)
    kept = _of_its_kind(kept, synthetic=synthetic, anew=bool(by)) if preparing else kept
    wanted = changed(kept, synthetic=synthetic, dataset=dataset, **said, to=_from_anywhere(to))
    declared = read_dataset(wanted.dataset)
    if wanted == kept and mapping is None:
        return Desk(kept, settings)
    if not by.strip():
        raise UsageRefusal("It must say who says so.", where="--by", do="Give your name.")
    wanted = changed(wanted, reviewed_by=by.strip(), reviewed_at=reviewed_now(now()))
    read = read_mapping(mapping, declared) if mapping else None
    keep_monthly(wanted, settings.monthly, mapping=read)
    show.say(f"kept: {settings.monthly / wanted.dataset}.toml")
    return Desk(wanted, settings)


def _of_its_kind(kept: Monthly | None, *, synthetic: bool, anew: bool) -> Monthly | None:
    """Real records never go out as a practice did: made up is said each time, and never kept on."""
    if kept is None or kept.synthetic == synthetic:
        return kept
    if anew:
        return None
    was = "made-up records" if kept.synthetic else "real records"
    raise UsageRefusal(
        f"What is kept of how it goes out is for {was}.",
        where=kept.dataset,
        do="Nothing was prepared. Made-up records need --synthetic each time. For the others, say "
        "everything anew, as the first time, with --by NAME.",
    )


def _from_anywhere(to: str) -> str:
    """A folder by its whole path: next month somebody may stand elsewhere."""
    return str(Path(to).resolve()) if to and not scheme(to) else to


def pick_up(desk: Desk) -> None:
    """Receipts of the months before. Where the line is down, that is only said."""
    settings = desk.settings
    receipts, _ = kept_receipts(settings.receipts, hubs=settings.hubs)
    known = {receipt.id for receipt in receipts}
    if not sent_packages(settings.sent):
        return
    try:
        found = collect_answers(desk.monthly.to, settings=settings, access=access(settings))
    except Refusal as refusal:
        show.note(f"No receipt could be picked up. {refusal}")
        return
    for receipt in found.receipts:
        if receipt.id not in known:
            told_by(receipt)
    for one in found.refused:
        show.note(f"Refused. {one}")


def waiting(desk: Desk) -> Path | None:
    """The package that was prepared for this data set and never sent."""
    noted = {one.package for one in sent_packages(desk.settings.sent)}
    start = f"{desk.monthly.provider}-{desk.monthly.dataset}-"
    left = desk.settings.outbox.glob(f"{start}*.wwp*")
    return next((path for path in sorted(left) if stem(path.name) not in noted), None)


def refuse_waiting(package: Path | None) -> None:
    """One month at a time: what was prepared before it goes out first, or is removed."""
    if package is not None:
        raise UsageRefusal(
            "A package was prepared and has not been sent.",
            where=package.name,
            do="Send it, or answer no to have it removed: watchward monthly.",
        )


def prepared(desk: Desk, extract: Path, *, period: str, replaces: str, gap: bool) -> Path:
    """The package, once it was looked at and it is its month's turn; else nothing is left of it."""
    from watchward.provider.flow import prepare
    from watchward.provider.hubs import hub_key

    kept, settings, made_at = desk.monthly, desk.settings, now()
    with show.progress("Preparing") as move:
        made = prepare(
            extract,
            dataset=as_asked(read_dataset(kept.dataset), kept.generalise),
            provider=kept.provider,
            out=settings.outbox,
            keys=settings.keys,
            made_at=made_at,
            period=Period.parse(period) if period else None,
            synthetic=kept.synthetic,
            replaces=replaces,
            receiver=kept.receiver,
            hub=hub_key(kept.receiver, hubs=settings.hubs) if kept.receiver else None,
            gazetteer=settings.gazetteer,
            catchments=settings.catchments,
            mapping=kept_mapping(settings.monthly, kept),
            progress=move,
        )
    package = made.package
    if package is None:
        raise AssertionError("only a dry run makes no package")
    try:
        gone = sent_packages(settings.sent)
        whose = {"provider": kept.provider, "dataset": kept.dataset}
        sent = months_sent(gone, synthetic=kept.synthetic, **whose)
        meant = Period.parse(made.manifest.period)
        check_turn(meant, sent, now=made_at, replaces=replaces, gap=gap)
    except Refusal:
        if stem(package.name) not in {one.package for one in gone}:
            package.unlink()
        raise
    tell(extract, made)
    return package


def send(desk: Desk, package: Path) -> None:
    """What could not be sent stays, to be offered again; what the hub will not have does not."""
    try:
        send_one(
            package,
            desk.monthly.to,
            settings=desk.settings,
            access=access(desk.settings),
            now=now(),
            synthetic=desk.monthly.synthetic,
        )
    except PackageRefusal:
        package.unlink(missing_ok=True)
        show.note("The package was removed. Once it is mended: watchward monthly FILE.")
        raise
    except Refusal:
        show.note(f"It waits in {desk.settings.outbox}: run watchward monthly to send it again.")
        raise
