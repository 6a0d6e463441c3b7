"""`manage.py backup make|check|rehearse`: a copy of everything, proved to go back."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from watchward.errors import Refusal
from watchward_web.core.clock import now
from watchward_web.core.store import site_keys
from watchward_web.operations.backup.make import forget_old, make_backup
from watchward_web.operations.backup.manifest import differences, read_manifest
from watchward_web.operations.backup.rehearse import rehearse
from watchward_web.operations.metrics import note_backup
from watchward_web.partners.selectors import all_partnerships


class Command(BaseCommand):
    """Back up the database, the stores and what lies beside them."""

    help = "make a backup, check that one is unchanged, or rehearse its restore"

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and where."""
        parser.add_argument("what", choices=["make", "check", "rehearse"])
        parser.add_argument("folder", type=Path, help="make: where backups lie; else: one backup")
        parser.add_argument("--keep", type=int, default=0, help="make: remove all but the newest N")

    def handle(self, *_args: Any, **options: Any) -> None:
        """One of the three; a refusal says what to do and ends with 1."""
        try:
            getattr(self, f"_{options['what']}")(options["folder"], options["keep"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None

    def _make(self, folder: Path, keep: int) -> None:
        moment = now()
        made = make_backup(
            folder,
            data=settings.DATA,
            homes=all_partnerships(),
            site_keys=site_keys(),
            audit_key=settings.AUDIT_KEY,
            production=settings.PRODUCTION,
            now=moment,
        )
        note_backup(settings.DATA, at=moment)
        held = read_manifest(made)
        self.stdout.write(
            f"Backed up to {made}: {len(held.tables)} tables, {len(held.stores)} stores, "
            f"{len(held.files)} files, {held.keys} signing keys (sealed with the audit key). "
            "The site's own secrets are not in it: keep them apart."
        )
        for old in forget_old(folder, keep=keep):
            self.stdout.write(f"Removed the older backup {old.name}.")

    def _check(self, folder: Path, _keep: int) -> None:
        wrong = differences(folder, read_manifest(folder))
        if wrong:
            raise CommandError("\n".join(wrong[:20]))
        self.stdout.write("The backup is as it was made.")

    def _rehearse(self, folder: Path, _keep: int) -> None:
        done = rehearse(
            folder, database=settings.DATABASES["default"], audit_key=settings.AUDIT_KEY
        )
        if done.wrong:
            raise CommandError("\n".join(done.wrong[:20]))
        self.stdout.write(
            f"Restored beside the site and compared: {done.files} files, {done.rows} rows of "
            f"{done.tables} tables, {done.records} records of {done.stores} stores; all equal. "
            f"{done.keys} signing keys opened. "
            "The rehearsal was removed."
        )
