"""The governance pack at a browser: looked over by axe on a phone, and taken without JavaScript."""

import pytest

from tests.web.journey import PHONE

PAGE = "/p/harrowmere/governance/"


@pytest.mark.slow
def test_the_pack_is_taken_without_javascript(journey, tmp_path):
    person = journey("head", PHONE, "cy")
    person.go(PAGE)
    person.check("governance")
    plain = journey("head", PHONE, "cy", script=False)
    plain.go(PAGE)
    answers = tmp_path / "governance.toml"
    answers.write_text('datasets = ["ed_assault"]\n', "utf-8")
    plain.page.set_input_files("input[type=file]", str(answers))
    with plain.page.expect_download() as download:
        plain.page.click("form[enctype] button")
    assert download.value.suggested_filename == "harrowmere-governance-en.zip"
