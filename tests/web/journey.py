"""A person at a browser: signed in as a persona, on a desktop or a phone, with axe looking over."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Locator, Page

# Playwright runs an event loop in the tests' thread; the database is asked from it on purpose.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
DESKTOP, PHONE = (1280, 900), (390, 844)
# Set WATCHWARD_SHOTS to a folder to look at what the browser saw.
SHOTS = os.environ.get("WATCHWARD_SHOTS", "")


def follow(page: Page, what: str | Locator) -> None:
    """A click returns before the next page is there; whatever looks must look at the next page."""
    with page.expect_navigation(wait_until="load"):
        (page.locator(what).first if isinstance(what, str) else what).click()


@dataclass
class Journey:
    """One persona's browser; everything that a page complains of is kept."""

    page: Page
    base: str
    who: str
    size: tuple[int, int]
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.base}{path}")

    def follow(self, what: str | Locator) -> None:
        """Click what leads on to another page, and wait for that page."""
        follow(self.page, what)

    def shot(self, name: str) -> None:
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            file = Path(SHOTS) / f"{self.who}-{name}-{self.size[0]}.png"
            self.page.screenshot(path=str(file), full_page=True)

    def check(self, name: str) -> None:
        """No violation that axe finds, nothing wider than the screen, nothing blocked."""
        self.page.wait_for_load_state()
        self.shot(name)
        found = Axe().run(self.page).response["violations"]
        told = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
        assert not told, f"{self.who}, {name}: {told}"
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{self.who}, {name}: {wide} px wider than the screen"
        assert not self.complaints, f"{self.who}, {name}: {self.complaints}"

    def text(self) -> str:
        return self.page.inner_text("main")


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site's clock stands where the made-up partnership was made."""
    from tests.web.conftest import NOW

    monkeypatch.setattr("watchward_web.core.clock.timezone", SimpleNamespace(now=lambda: NOW))


@pytest.fixture
def journey(
    stopped: None, partnership: None, live_server, sign_in, browser
) -> Iterator[Callable[..., Journey]]:
    """`journey("analyst")` opens a browser as that persona."""
    contexts = []

    def start(
        who: str, size: tuple[int, int] = DESKTOP, language: str = "en-gb", script: bool = True
    ) -> Journey:
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, java_script_enabled=script)
        contexts.append(context)
        session = sign_in(who).cookies[settings.SESSION_COOKIE_NAME].value
        named = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: language}
        context.add_cookies(
            [{"name": k, "value": v, "url": live_server.url} for k, v in named.items()]
        )
        page = context.new_page()
        made = Journey(page, live_server.url, who, size)
        page.on("console", lambda said: _keep(made, said))
        page.on("pageerror", lambda fault: made.complaints.append(str(fault)))
        return made

    yield start
    for context in contexts:
        context.close()


def _keep(made: Journey, said: object) -> None:
    # A form that is sent back carries its status; the browser reports that as if it were a fault.
    if said.type == "error" and "status of 4" not in said.text:
        made.complaints.append(said.text)
