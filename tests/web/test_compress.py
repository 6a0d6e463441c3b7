"""Pages go out compressed where the browser can read that; files and parts of files do not."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from watchward_web.core.compress import PagesCompressed

LONG = b"<p>The same words again.</p>" * 400


def answered(response, accepts="gzip, br"):
    request = RequestFactory().get("/", HTTP_ACCEPT_ENCODING=accepts)
    return PagesCompressed(lambda _: response)(request)


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/geo+json"])
def test_a_page_is_compressed_and_is_the_same_page(kind):
    made = answered(HttpResponse(LONG, content_type=kind))
    assert made["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in made["Vary"]
    assert int(made["Content-Length"]) == len(made.content) < len(LONG) / 10
    assert gzip.decompress(made.content) == LONG


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(LONG, content_type="application/vnd.apache.parquet"),
        HttpResponse(LONG, content_type="text/html", headers={"Content-Range": "bytes 0-9/99"}),
        StreamingHttpResponse(iter([LONG]), content_type="text/html"),
    ],
    ids=["file", "part", "stream"],
)
def test_a_file_a_part_and_a_stream_go_as_they_are(response):
    assert not answered(response).has_header("Content-Encoding")


def test_who_cannot_read_it_gets_it_plain():
    made = answered(HttpResponse(LONG), accepts="identity")
    assert made.content == LONG


def test_the_site_does_it_on_a_persons_page(partnership, sign_in):
    made = sign_in("analyst").get("/p/harrowmere/evidence/", headers={"Accept-Encoding": "gzip"})
    assert made.status_code == 200
    assert made["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(made.content)
