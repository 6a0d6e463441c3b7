"""`manage.py audit verify`: checks the audit log; exits with 1 where it was tampered with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from watchward_web.core.selectors import verify_audit


class Command(BaseCommand):
    """Check the audit log."""

    help = "check the audit log from its first entry to its last"

    def add_arguments(self, parser: CommandParser) -> None:
        """One word, so that others can be added."""
        parser.add_argument("what", choices=["verify"])

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Say what is wrong, or that nothing is."""
        checked = verify_audit()
        if checked.wrong:
            raise CommandError("\n".join(checked.wrong[:20]))
        self.stdout.write(f"The audit log is whole: {checked.entries} entries.")
