"""An extract sent to the site is sealed to the hub's key, so that production does not refuse it."""

from dataclasses import replace

import pytest

from tests.web.conftest import NOW
from tests.web.sending import take_waiting
from tests.web.test_extracts import _still, check, lying, ready, save, store
from watchward.contract.container import MAGIC
from watchward.contract.sealed import AGE
from watchward.errors import Refusal
from watchward.hub.admit import admit
from watchward.hub.keys import make_keys
from watchward.hub.opened import opened
from watchward.hub.receive import arrive
from watchward_web.submissions import extracts

__all__ = ["_still", "ready"]


def test_it_is_sealed_to_the_hubs_key_and_received(ready, sign_in, tmp_path):
    """Under production's settings an open package would be refused by the hub (docs/adr/0030)."""
    raw, toml = ready
    make_keys(store(tmp_path), "harrowmere", by="ana", now=NOW)
    client = sign_in("hospital")
    save(client, toml)
    where = check(client, raw).headers["Location"]
    (package,) = (tmp_path / "extracts").rglob(extracts.PACKAGE)
    assert package.read_bytes().startswith(AGE)
    assert MAGIC not in package.read_bytes()
    sent = client.post(where, {"do": "send"})
    assert take_waiting() == 1
    told = client.get(sent.headers["Location"]).content.decode()
    assert "Your package was received" in told
    assert not any(MAGIC in one.read_bytes() for one in tmp_path.rglob("*.wwp*") if one.is_file())


def test_in_production_nothing_is_prepared_for_a_hub_without_a_key(
    ready, sign_in, tmp_path, settings
):
    raw, toml = ready
    client = sign_in("hospital")
    save(client, toml)
    settings.PRODUCTION = True
    answer = check(client, raw)
    assert answer.status_code == 422
    assert "no key yet" in answer.content.decode()
    assert lying(tmp_path) == ["ed_assault.toml"]


def test_in_production_the_hub_does_not_call_it_open(ready, sign_in, tmp_path, settings):
    """What it refuses is that it is made up, or real; never any more that it came unsealed."""
    raw, toml = ready
    make_keys(store(tmp_path), "harrowmere", by="ana", now=NOW)
    client = sign_in("hospital")
    save(client, toml)
    settings.PRODUCTION = True
    check(client, raw)
    (package,) = (tmp_path / "extracts").rglob(extracts.PACKAGE)
    production = store(tmp_path)
    with opened(package, store=production, now=NOW) as plain:
        arrived = arrive(plain, now=NOW, sealed=plain is not package)
        real = replace(arrived.package, manifest=replace(arrived.manifest, synthetic=False))
        with pytest.raises(Refusal) as refused:
            admit(replace(arrived, package=real), store=production, production=True, on=NOW.date())
    assert "came open" not in refused.value.what
    assert "without a standing approval" in refused.value.what, "the next thing that is asked"
