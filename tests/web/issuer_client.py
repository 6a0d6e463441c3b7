"""A browser that signs in through the provider on loopback, and what it is told."""

import http.client
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.web.issuer import CLIENT, SECRET, Provider, new_key, serve
from watchward_web.accounts.models import User
from watchward_web.project.issuer import read_issuer

START, HOME = "/account/organisation/", "/account/"
KEY = new_key()


@pytest.fixture
def provider(people, settings):
    made = Provider(key=KEY)
    server = serve(made)
    configure(settings, made.address)
    yield made
    server.shutdown()
    server.server_close()


def configure(settings, address: str, **more: str) -> None:
    given = {"ISSUER": address, "CLIENT": CLIENT, "SECRET": SECRET, "NAME": "Harrowmere Trust"}
    environ = {f"WATCHWARD_WEB_OIDC_{name}": value for name, value in {**given, **more}.items()}
    settings.ISSUER = read_issuer(environ, production=False)
    settings.SOCIALACCOUNT_PROVIDERS = settings.ISSUER.providers()


def go(client: Client, address: str) -> str:
    """As a browser: ask the provider, and say where it sends one back to."""
    parts = urlsplit(address)
    asked = http.client.HTTPConnection(parts.netloc)
    asked.request("GET", f"{parts.path}?{parts.query}")
    back = asked.getresponse().headers["Location"]
    asked.close()
    return back.removeprefix("http://testserver")


def sign_in(client: Client, start: str = START):
    return client.get(go(client, client.get(start).url))


def who(client: Client) -> str:
    found = client.session.get("_auth_user_id")
    return User.objects.get(pk=found).username if found else ""


def stranger(response) -> bool:
    return (
        response.status_code == 403 and "There is no account for you" in response.content.decode()
    )


def turned_away(response) -> bool:
    return response.status_code == 401 and "could not be signed in" in response.content.decode()
