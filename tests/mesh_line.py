"""A hub's mailbox and a hospital's on a MESH of the tests' own, with each side's folder."""

import pytest
from urllib3.util.retry import Retry

from tests.faults.packages import SETTINGS
from tests.functional.test_collect import NOW, store
from tests.functional.test_sftp import sealed
from tests.mesh_server import PASSWORD, SHARED, Mesh
from tests.provider_extracts import left_in
from watchward.contract.mesh import Mailbox, Secrets
from watchward.hub.collect import mesh as at_hub
from watchward.provider.receipts import stem
from watchward.provider.send.answers import Keeping
from watchward.provider.send.mesh import pick_up_by_mesh, send_by_mesh
from watchward.settings import Settings

__all__ = ["store"]
IN, BACK = "TESTS_PACKAGES", "TESTS_RECEIPTS"
HUB, WARD, OTHER = "HUB1", "WARD1", "OTHER1"
SECRETS = Secrets(PASSWORD, SHARED)


class Line:
    """A hub's mailbox and a hospital's, with each side's folder."""

    def __init__(self, folder, store):
        self.folder, self.store = folder, store
        self.mesh = Mesh(folder / "ca", {HUB: {IN}, WARD: {IN, BACK}, OTHER: {IN, BACK}})
        self.ward = self.mailbox(WARD, "ward")
        self.hub = self.mailbox(HUB, "hub", providers={"city-hospital": WARD})

    def mailbox(self, name, where, providers=()):
        home = self.folder / where / "mesh"
        home.mkdir(parents=True)
        pem, key = self.mesh.certificates.of(name)
        pem.rename(home / "own.pem")
        key.rename(home / "own.key")
        told = {"url": self.mesh.url, "mailbox": name, "packages": IN, "receipts": BACK}
        told |= {"certificate": "own.pem", "key": "own.key"}
        told |= {"ca": str(self.mesh.certificates.authority)}
        lines = [f'{key} = "{value}"' for key, value in told.items()]
        lines += ["[providers]", *(f'{code} = "{providers[code]}"' for code in providers)]
        (home / "mailbox.toml").write_text("\n".join(lines))
        return Mailbox.read(home)

    def sealed(self, *rows):
        return sealed(self.folder, self.store, *rows)

    def send(self, path, **how):
        return send_by_mesh(path, f"mesh://{HUB}", own=self.ward, secrets=SECRETS, **how)

    def collect(self, now=NOW):
        home = Settings(SETTINGS.environment, self.folder / "hub", "x")
        hub = at_hub.Hub(self.hub, store=self.store, by="ana", now=now, settings=home)
        found = list(at_hub.collect(hub, SECRETS))
        assert left_in(self.folder / "hub" / "mesh") == ["mailbox.toml", "own.key", "own.pem"]
        return found

    def pick_up(self, *paths):
        ours = {stem(path.name) for path in paths}
        keeping = Keeping(ours, hubs=self.folder / "hubs", kept=self.folder / "kept")
        return pick_up_by_mesh(f"mesh://{HUB}", own=self.ward, secrets=SECRETS, keeping=keeping)


@pytest.fixture
def line(tmp_path, store, monkeypatch):
    monkeypatch.setattr(Retry, "sleep", lambda *_: None)  # between the client's own tries
    made = Line(tmp_path, store)
    yield made
    made.mesh.close()
