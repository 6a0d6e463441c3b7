"""What kills: one process a file of tests, for its beginning takes longer than a trial."""

from collections.abc import Iterator

import pytest

from tests.faults.dying import Executioner


@pytest.fixture(scope="module")
def executioner() -> Iterator[Executioner]:
    made = Executioner()
    yield made
    made.close()
