"""What others made and we ship: as its provenance says, without the crown."""

import hashlib
import re
import tomllib

import pytest

from tests.conftest import ROOT

LOOK = ROOT / "src" / "watchward_web" / "govuk"
SHIPPED = LOOK / "static" / "govuk"
PROVENANCE = tomllib.loads((SHIPPED / "provenance.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(PROVENANCE["files"]))
def test_a_built_file_is_the_one_that_its_provenance_names(name):
    found = hashlib.sha256((SHIPPED / name).read_bytes()).hexdigest()
    assert found == PROVENANCE["files"][name]["sha256"], "sh scripts/build_govuk.sh, then note it"


def test_the_versions_are_those_that_are_built():
    wanted = (LOOK / "sass" / "package.json").read_text("utf-8")
    for package in ("govuk-frontend", "sass"):
        assert f'"{package}": "{PROVENANCE[package]["version"]}"' in wanted


def test_the_look_has_no_crown_no_foreign_font_and_nothing_from_elsewhere():
    style = (SHIPPED / "watchward.css").read_text("utf-8")
    assert not re.findall(r"GDS ?Transport|crown|crest|@font-face|@import", style, re.IGNORECASE)
    assert not re.findall(r"url\((?!\"?data:)", style)
    assert "arial" in style


def test_no_template_asks_another_host_for_anything():
    templates = (ROOT / "src" / "watchward_web").rglob("templates/**/*.html")
    found = [
        file.name
        for file in templates
        if re.search(r"(src|href)=\"(https?:)?//", file.read_text("utf-8"))
    ]
    assert not found
