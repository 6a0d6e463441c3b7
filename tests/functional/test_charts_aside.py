"""Pictures from a process of its own: the same, ending by itself, replaced when it is gone."""

import os
import signal
import time

import pytest

from watchward.briefing.charts import paint
from watchward.briefing.charts.aside import Aside

SPEC = {
    "data": {"values": [{"a": "Knife", "b": 28}, {"a": "Glass", "b": 55}]},
    "mark": "bar",
    "encoding": {"x": {"field": "b", "type": "quantitative"}, "y": {"field": "a"}},
}


@pytest.fixture
def aside():
    """Idle for half a second, it ends."""
    one = Aside(idle=0.5)
    yield one
    one.end()


def test_it_draws_the_same_ends_by_itself_and_comes_back(aside):
    assert aside.pid == 0, "nothing runs before the first picture"
    assert aside(SPEC) == paint.rendered(SPEC)
    first = aside.pid
    assert first
    aside(SPEC)
    assert aside.pid == first
    until = time.monotonic() + 20
    while aside.pid and time.monotonic() < until:
        time.sleep(0.05)
    assert aside.pid == 0, "idle for half a second, it ended"
    assert aside(SPEC) == paint.rendered(SPEC)
    os.kill(aside.pid, signal.SIGKILL)
    assert aside(SPEC) == paint.rendered(SPEC)


def test_what_cannot_be_drawn_says_no_value(aside):
    with pytest.raises(RuntimeError, match=r"^a picture could not be drawn: \w+$"):
        aside({"mark": {"type": "Hosea"}, "data": {"values": "Pittal"}})


def test_a_server_lets_it_draw(monkeypatch):
    from watchward.briefing.charts.style import PANEL

    asked = []
    monkeypatch.setattr(paint, "_renderers", [paint.rendered])
    paint.draw_with(lambda spec: asked.append(spec) or paint.rendered(spec))
    drawn = paint.paint(SPEC, size=PANEL, ident="a", title="A chart", alt="Two bars")
    assert drawn.startswith("<svg")
    assert asked[0]["mark"] == "bar"
