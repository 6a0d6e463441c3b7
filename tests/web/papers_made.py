"""Papers from hand-made answers through the real gate's protection: the store's own take minutes.

The whole way from a store to each recipient is walked by the nightly test of papers.
"""

from dataclasses import replace

import pytest

from tests.functional import briefing_made as made
from watchward.briefing import flow


@pytest.fixture
def quick_papers(monkeypatch):
    """What was asked of the gate, one entry a version."""
    asked = []

    def gather(names, *, audience, premises, **given):
        asked.append({"audience": audience, "premises": premises, **given})
        return replace(made.answers(audience), premises=premises)

    monkeypatch.setattr(flow, "gather", gather)
    return asked
