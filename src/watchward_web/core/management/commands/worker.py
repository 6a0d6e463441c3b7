"""`manage.py worker`: does the site's jobs until told to stop. PostgreSQL needs one running."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from watchward_web.core.jobs.thread import start
from watchward_web.core.jobs.waking import wake


class Command(BaseCommand):
    """One job at a time in each of two lanes; start several workers for more."""

    help = "do the site's jobs, one after another, until told to stop"

    def handle(self, *_args: Any, **_options: Any) -> None:
        """The job at hand is finished first."""
        stop = threading.Event()

        def told(*_signal: Any) -> None:
            stop.set()
            wake()

        signal.signal(signal.SIGTERM, told)
        signal.signal(signal.SIGINT, told)
        self.stdout.write("The worker waits for jobs.")
        self.stdout.flush()
        for thread in start(stop):
            thread.join()
