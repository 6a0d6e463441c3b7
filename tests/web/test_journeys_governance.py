"""The governance pack at a browser: taken without JavaScript, looked over by axe."""

import pytest

from tests.web.journey import DESKTOP, PHONE

PAGE = "/p/harrowmere/governance/"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "language"), [(DESKTOP, "en-gb"), (PHONE, "cy")], ids=["desktop", "phone"]
)
def test_the_pack_is_taken_without_javascript(journey, size, language, tmp_path):
    person = journey("head", size, language, script=True)
    person.go(PAGE)
    person.check(f"governance-{language}")
    plain = journey("head", size, language, script=False)
    plain.go(PAGE)
    answers = tmp_path / "governance.toml"
    answers.write_text('datasets = ["ed_assault"]\n', "utf-8")
    plain.page.set_input_files("input[type=file]", str(answers))
    with plain.page.expect_download() as download:
        plain.page.click("form[enctype] button")
    assert download.value.suggested_filename == "harrowmere-governance-en.zip"
