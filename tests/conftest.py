"""What any test may ask for: the shared development data, a browser, a page that has no network."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

# The same examples every time, so that a red run is red again; `nightly` looks for new ones.
settings.register_profile("every-time", deadline=None, derandomize=True)
settings.register_profile("nightly", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile(os.environ.get("WATCHWARD_EXAMPLES", "every-time"))


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads this person's settings or writes a key into this person's home."""
    home = tmp_path_factory.mktemp("watchward-home")
    (home / "watchward.toml").touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WATCHWARD_HOME", str(home))
        patch.setenv("WATCHWARD_SETTINGS", str(home / "watchward.toml"))
        patch.delenv("WATCHWARD_ENVIRONMENT", raising=False)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared development data, which is never part of the repository."""
    folder = Path(os.environ.get("WATCHWARD_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("the shared development data is not here (WATCHWARD_SHARED says where it is)")
    return folder


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The Chromium that `make test` found or brought; without one it fails, for a skip hides."""
    written = ROOT / ".tools" / "browser"
    named = os.environ.get("WATCHWARD_BROWSER") or (
        written.read_text("utf-8").strip() if written.exists() else ""
    )
    found = named or next((path for name in BROWSERS if (path := shutil.which(name))), "")
    if not found or not Path(found).exists():
        pytest.fail("No Chromium: run `make test`, which finds or brings one.", pytrace=False)
    return found


@pytest.fixture(scope="session")
def browser(browser_path: str) -> "Iterator[Browser]":
    """One Chromium for the whole worker: starting it takes longer than most tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=browser_path, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A fresh page with the network cut, as a briefing is opened from an e-mail."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
