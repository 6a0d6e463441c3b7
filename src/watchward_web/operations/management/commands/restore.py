"""`manage.py restore`: puts a backup back into an empty site, and compares."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from watchward.errors import Refusal
from watchward_web.core.selectors import verify_audit
from watchward_web.core.store import site_keys
from watchward_web.operations.backup.restore import restore


class Command(BaseCommand):
    """Never writes over anything."""

    help = "put a backup back into an empty data folder and an empty database"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which backup."""
        parser.add_argument("folder", type=Path, help="one backup, as `backup make` named it")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore, compare, check the audit log, bring the tables up to this version."""
        try:
            done = restore(
                options["folder"],
                data=settings.DATA,
                database=settings.DATABASES["default"],
                site_keys=site_keys(),
                audit_key=settings.AUDIT_KEY,
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        if done.wrong:
            raise CommandError("\n".join(("Restored, but not equal:", *done.wrong[:20])))
        checked = verify_audit()
        if checked.wrong:
            raise CommandError(
                "\n".join(("Restored; the audit log is not whole:", *checked.wrong[:20]))
            )
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(
            f"Restored and compared: {done.rows} rows of {done.tables} tables, {done.records} "
            f"records of {done.stores} stores; all equal. {done.keys} signing keys. "
            f"The audit log is whole: "
            f"{checked.entries} entries."
        )
