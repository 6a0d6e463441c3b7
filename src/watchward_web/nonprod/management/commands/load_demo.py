"""`manage.py load_demo`: a made-up partnership, one to be kept out of, people to sign in as."""

import shutil
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from watchward_web.core.clock import now
from watchward_web.core.store import library_settings, open_partnership
from watchward_web.nonprod.demo import agree, fill
from watchward_web.nonprod.licensing import load_licensing
from watchward_web.nonprod.meetings import load_meetings
from watchward_web.nonprod.personas import OTHER, PARTNERSHIP, PASSWORD, PERSONAS
from watchward_web.nonprod.services import load_people, persona_seat

STORES = "stores"
DONE = "demo-loaded"


class Command(BaseCommand):
    """Load the demo once; a second time does nothing but print the log-ins."""

    help = "load the made-up partnership and its people, and print their log-ins"

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Stores first, people after, so that a person never meets a half-filled store."""
        moment = now()
        done = settings.DATA / DONE
        own, other = f"{STORES}/{PARTNERSHIP[0]}", f"{STORES}/{OTHER[0]}"
        if not done.exists():
            self._fill(own, other)
            done.touch()
        load_people(store=own, other_store=other, now=moment)
        load_meetings(persona_seat("head"), now=moment)
        load_licensing(persona_seat("licensing"), now=moment)
        self.stdout.write(f"\nSign in as one of these, with the password {PASSWORD}:")
        for persona in PERSONAS:
            self.stdout.write(f"  {persona.username:15}{persona.name} ({persona.partnership})")

    def _fill(self, own: str, other: str) -> None:
        work = settings.DATA / "demo-work"
        for leftover in (work, settings.DATA / own, settings.DATA / other):
            shutil.rmtree(leftover, ignore_errors=True)
        library = library_settings(PARTNERSHIP[1])
        moment = now().replace(microsecond=0)
        store = open_partnership(own, create=True)
        fill(
            store,
            work=work,
            settings=library,
            now=moment,
            say=self.stdout.write,
        )
        agree(store, last=moment.year * 12 + moment.month - 2, now=moment)
        open_partnership(other, create=True)
        shutil.rmtree(work, ignore_errors=True)
