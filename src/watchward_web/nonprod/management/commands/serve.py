"""`manage.py serve`: what `make serve` runs. Tables, demo, then gunicorn takes over."""

import os
import sys
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """One's own copy of the site, with what is made up."""

    help = "open the website with a made-up partnership, on this machine only"

    def add_arguments(self, parser: CommandParser) -> None:
        """Where it listens."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Does not return: gunicorn takes over."""
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_demo", stdout=self.stdout)
        self.stdout.flush()
        gunicorn = str(Path(sys.executable).with_name("gunicorn"))
        os.environ["PORT"] = str(options["port"])
        os.execv(  # noqa: S606  (the very program that the lock names, with fixed words)
            gunicorn, [gunicorn, "--config", "python:watchward_web.project.gunicorn"]
        )
