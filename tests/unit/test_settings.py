"""Settings: a mistake in them is said, and never quietly turns production off."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from watchward.cli import app
from watchward.errors import UsageRefusal
from watchward.lake.store import open_store
from watchward.settings import read_settings


@pytest.fixture
def written(tmp_path):
    """Writes a settings file and gives its path."""

    def write(text):
        file = tmp_path / "watchward.toml"
        file.write_text(text, "utf-8")
        return file

    return write


def test_the_environment_wins_over_the_file(written):
    file = written('environment = "production"\nhome = "/a"\npartnership = "One"')
    settings = read_settings({}, file)
    assert (settings.production, settings.home, settings.partnership) == (True, Path("/a"), "One")
    other = read_settings({"WATCHWARD_ENVIRONMENT": "development", "WATCHWARD_HOME": "/b"}, file)
    assert (other.production, other.home) == (False, Path("/b"))


def test_without_a_file_it_is_development(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = read_settings({"HOME": "/c"})
    assert settings.environment == "development"
    assert settings.keys.parts[-2:] == (".watchward", "keys")


def test_an_empty_home_is_no_home(written):
    """Else keys would be made in the working folder."""
    assert read_settings({"WATCHWARD_HOME": ""}, written('home = "/a"')).home == Path("/a")


@pytest.mark.parametrize(
    "text, said",
    [
        ("environment = [1", "cannot be read"),
        ('enviroment = "production"', "not settings"),
        ("home = 3", "not text"),
        ('environment = "Production"', "environment"),
        ("environment = 7", "not text"),
    ],
)
def test_a_mistake_in_the_file_is_refused(written, text, said):
    with pytest.raises(UsageRefusal, match=said):
        read_settings({}, written(text))


@pytest.mark.parametrize("environment", ["", "Production", "prod"])
def test_an_environment_that_is_not_known_is_refused(written, environment):
    with pytest.raises(UsageRefusal, match="environment"):
        read_settings({"WATCHWARD_ENVIRONMENT": environment}, written(""))


def test_a_settings_file_that_was_named_must_be_there(tmp_path):
    with pytest.raises(UsageRefusal, match="WATCHWARD_SETTINGS"):
        read_settings({"WATCHWARD_SETTINGS": str(tmp_path / "nothing.toml")})


def test_a_store_that_begins_with_its_places_is_a_production_store_too(tmp_path):
    places = tmp_path / "places.csv"
    places.write_text(
        "place_id,name,kind,easting,northing,radius_m\n1,One,street,1,1,50\n", "utf-8"
    )
    words = ["places", "add", str(places), "--store", str(tmp_path / "store")]
    done = CliRunner().invoke(app, words, env={"WATCHWARD_ENVIRONMENT": "production"})
    assert done.exit_code == 0, done.output
    assert open_store(tmp_path / "store").production
