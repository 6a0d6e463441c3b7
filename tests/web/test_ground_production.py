"""Production's settings: refuse what is missing, pass Django's own check, and know no persona."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from watchward.errors import UsageRefusal
from watchward_web.project.apps import NONPROD, installed
from watchward_web.project.environment import read_environment

KEYS = {
    "WATCHWARD_ENVIRONMENT": "production",
    "WATCHWARD_WEB_HOSTS": "watchward.example",
    "WATCHWARD_WEB_SECRET_KEY": "9hX2" * 15 + "a-b_c=d+e!f",
    "WATCHWARD_WEB_AUDIT_KEY": "7kQ4" * 15 + "g-h_i=j+k!l",
}


def manage(tmp_path, *words: str, **env: str) -> subprocess.CompletedProcess:
    settings = {"DJANGO_SETTINGS_MODULE": "watchward_web.project.settings"}
    # The tests' own: a browser's event loop, and where the database is.
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DJANGO_ALLOW_ASYNC_UNSAFE", "DATABASE_URL")
    }
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**inherited, **settings, **KEYS, "WATCHWARD_WEB_DATA": str(tmp_path), **env},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("name", [name for name in KEYS if name != "WATCHWARD_ENVIRONMENT"])
def test_production_does_not_start_without_a_setting(tmp_path, name):
    given = {**KEYS, "WATCHWARD_WEB_DATA": str(tmp_path)}
    assert read_environment(given).production
    del given[name]
    with pytest.raises(UsageRefusal, match=name):
        read_environment(given)


def test_links_in_messages_lead_to_where_the_site_listens(tmp_path):
    given = {"WATCHWARD_WEB_DATA": str(tmp_path)}
    assert read_environment(given).site == "http://localhost:8000"
    assert read_environment({**given, "PORT": "8123"}).site == "http://localhost:8123"
    assert read_environment({**given, **KEYS, "PORT": "8123"}).site == "https://watchward.example"


def test_djangos_check_for_deployment_is_clean(tmp_path):
    told = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert told.returncode == 0, told.stderr
    assert "no issues (0 silenced)" in told.stdout


@pytest.mark.parametrize("command", ["load_demo", "serve"])
def test_production_has_no_personas(tmp_path, command):
    told = manage(tmp_path, command)
    assert told.returncode != 0
    assert "Unknown command" in told.stderr
    assert NONPROD not in installed(production=True)
    assert NONPROD in installed(production=False)


def test_personas_refuse_to_start_in_production_even_when_listed(settings):
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured

    settings.PRODUCTION = True
    with pytest.raises(ImproperlyConfigured):
        apps.get_app_config("nonprod").ready()


def test_a_missing_setting_is_said_without_a_traceback(tmp_path):
    told = manage(tmp_path, "check", WATCHWARD_WEB_HOSTS="")
    assert told.returncode == 1
    assert told.stderr.startswith("WATCHWARD_WEB_HOSTS: ")
    assert "Traceback" not in told.stderr


def test_keys_are_made_once_for_their_owner_only(tmp_path):
    given = {"WATCHWARD_WEB_DATA": str(tmp_path)}
    first, second = read_environment(given), read_environment(given)
    assert (first.secret_key, first.audit_key) == (second.secret_key, second.audit_key)
    assert first.secret_key != first.audit_key
    modes = {file.stat().st_mode & 0o777 for file in (tmp_path / "keys").iterdir()}
    assert modes == {0o600}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", "django.db.backends.sqlite3"),
        ("postgresql://a:b%40c@host:5433/name", "django.db.backends.postgresql"),
    ],
)
def test_the_database(tmp_path, url, expected):
    found = read_environment({"WATCHWARD_WEB_DATA": str(tmp_path), "DATABASE_URL": url}).database
    assert found["ENGINE"] == expected
    if url:
        assert (found["PASSWORD"], found["PORT"], found["NAME"]) == ("b@c", "5433", "name")


def test_another_database_is_refused(tmp_path):
    with pytest.raises(UsageRefusal, match="DATABASE_URL"):
        read_environment({"WATCHWARD_WEB_DATA": str(tmp_path), "DATABASE_URL": "mysql://h/n"})


ASK = """
from django.test import Client
client = Client(headers={"host": "watchward.example"})
plain = client.get("/")
page = client.get("/", secure=True)
login = client.get("/account/sign-in/", secure=True)
name = page.content.decode().split("/static/")[2].split('"')[0]
style = client.get("/static/" + name, secure=True)
print(plain.status_code, plain.headers["Location"])
print(page.status_code, page.headers["Strict-Transport-Security"])
client.get("/language/cy/", secure=True)
print(sorted({*login.cookies, *client.cookies}))
print(style.status_code, style.headers["Cache-Control"])
print(client.get("/personas/", secure=True).status_code)
style.close()
"""


@pytest.mark.slow
def test_a_production_site_from_nothing(tmp_path):
    for words in (("migrate",), ("collectstatic", "--no-input")):
        made = manage(tmp_path, *words, "--verbosity", "0")
        assert made.returncode == 0, made.stderr
    asked = manage(tmp_path, "shell", "--verbosity", "0", "-c", ASK)
    assert asked.returncode == 0, asked.stderr
    redirect, page, cookies, style, personas = asked.stdout.splitlines()
    assert redirect == "301 https://watchward.example/"
    assert page == "200 max-age=31536000; includeSubDomains; preload"
    assert cookies == "['__Host-watchward-csrf', '__Host-watchward-language']"
    assert style == "200 max-age=315360000, public, immutable"
    assert personas == "404"
