"""The website over a store, in this process, for benchmarks: people signed in, views made ahead."""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bench.child import python


@dataclass(frozen=True)
class Site:
    """The store, and what opens a page as a signed-in person does."""

    store: Any
    visitor: Callable[[str], Callable[[str], None]]


def site(at: Path) -> Site:
    """Set up once a process: the database, the people, the partnership over `at`/store."""
    _ready(at)
    from django.core.management import call_command
    from django.test import Client

    from watchward_web.accounts.models import User
    from watchward_web.core.clock import now
    from watchward_web.core.store import open_partnership
    from watchward_web.nonprod.services import load_people

    call_command("migrate", verbosity=0)
    load_people(store=str(at / "store"), other_store=str(at / "none"), now=now())

    def visitor(username: str) -> Callable[[str], None]:
        client = Client()
        client.force_login(User.objects.get(username=username))

        def page(path: str) -> None:
            answer = client.get(path, HTTP_HOST="localhost", HTTP_ACCEPT_ENCODING="gzip")
            if answer.status_code != 200:
                raise SystemExit(f"the page answered {answer.status_code}")

        return page

    return Site(open_partnership(str(at / "store")), visitor)


def _ready(at: Path) -> None:
    os.environ |= {
        "WATCHWARD_WEB_DATA": str(at / "web"),
        "DJANGO_SETTINGS_MODULE": "watchward_web.project.settings",
    }
    import django

    django.setup()
    logging.disable(logging.CRITICAL)


def gate(made: Site) -> Callable[[str], None]:
    """Asks the gate what an address asks: no page, no picture."""
    from watchward.disclosure.flow import ask
    from watchward.disclosure.standing import standing
    from watchward_web.core.clock import now
    from watchward_web.core.store import library_settings
    from watchward_web.evidence.choices import read_choice

    moment = now()
    version = standing(made.store, on=moment.date()).store_version

    def one(address: str) -> None:
        parts = urlsplit(address)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        ask(
            parts.path.strip("/"),
            store=made.store,
            options=read_choice(given, audience="analyst").choice.options,
            audience="analyst",
            settings=library_settings("bench"),
            version=version,
            now=moment,
            by="command",
        )

    return one


def made_ahead(_made: Site) -> list[str]:
    """Make every declared view, as the background job does; the addresses of the partners'."""
    from watchward_web.core.clock import now
    from watchward_web.evidence import jobs
    from watchward_web.evidence.answers import made_views
    from watchward_web.evidence.choices import Choice
    from watchward_web.evidence.questions import pages
    from watchward_web.partners.selectors import all_partnerships

    jobs.cube(partnership="harrowmere")
    home = next(one for one in all_partnerships() if one.slug == "harrowmere")
    views = made_views(jobs.gate_of(home, "partner", moment=now()))
    return [
        f"{name}/{Choice(month=view.month, dataset=view.dataset).query}"
        for name, listed in views.items()
        for view in listed
        if name in pages()
    ]


def forget() -> None:
    """Empty every memory that a server has of answers."""
    from watchward_web.core.remembered import forget_everything

    forget_everything()


def cookie(at: Path, username: str) -> tuple[str, list[str]]:
    """A signed-in person's cookie, and the declared views, by a process of its own."""
    told = python(f"from bench.site import tell; tell({str(at)!r}, {username!r})", home=at).out
    key, *views = told.splitlines()
    return key, views


def tell(at: str, username: str) -> None:
    """Print both."""
    made = site(Path(at))
    from django.conf import settings
    from django.test import Client

    from watchward_web.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(username=username))
    name = settings.SESSION_COOKIE_NAME
    print("\n".join([f"{name}={client.cookies[name].value}", *made_ahead(made)]))
