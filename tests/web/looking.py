"""What is looked at on an open page beside axe, each with the WCAG 2.2 criterion that it serves.

Every look gives sentences about what is wrong; none means that nothing was found.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from axe_playwright_python.sync_playwright import Axe

from tests.web.journey import DESKTOP, Journey

# axe leaves the size of targets (2.5.8) out unless it is asked, with its exceptions, to look.
RULES = {"rules": {"target-size": {"enabled": True}}}
# 1,280 pixels enlarged to 200 and to 400 per cent.
ENLARGED = (640, 320)
SETTLED = 300  # milliseconds
PRESSES = 200

_FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  const across = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
  const down = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 2);
  const top = document.elementFromPoint(across, down);
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return {
    what: at.outerHTML.slice(0, 90),
    marked: seen || style.boxShadow !== "none",
    clear: !!top && (at.contains(top) || top.contains(at) || !!at.labels?.length),
  };
}"""
_HEADINGS = """() => [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")]
  .filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1]))"""
_FIELDS = """() => [...document.querySelectorAll("input,select,textarea")]
  .filter((one) => !["hidden", "submit"].includes(one.type))
  .flatMap((one) => {
    const ids = (one.getAttribute("aria-describedby") || "").split(" ").filter(Boolean);
    const lost = ids.filter((id) => !document.getElementById(id));
    const named = one.labels?.length || one.getAttribute("aria-label");
    const nameless = named ? [] : [`no label: ${one.name}`];
    return [...lost.map((id) => `no ${id} for ${one.name}`), ...nameless];
  })"""


@dataclass
class Seen:
    """What was looked at on one page, and what was wrong, by criterion."""

    checked: set[str] = field(default_factory=set)
    undecided: set[str] = field(default_factory=set)
    faults: list[tuple[str, str]] = field(default_factory=list)


def by_axe(person: Journey) -> Seen:
    """Every rule of axe; what it cannot decide is kept as that."""
    said, seen = Axe().run(person.page, options=RULES).response, Seen()
    for kind in ("violations", "passes", "incomplete"):
        for one in said[kind]:
            found = set(criteria(one["tags"])) or {"good practice"}
            seen.checked |= found
            if kind == "incomplete":
                seen.undecided |= found
            if kind == "violations":
                told = f"{one['id']}: {one['nodes'][0]['html'][:120]}"
                seen.faults += [(name, told) for name in sorted(found)]
    return seen


def criteria(tags: list[str]) -> list[str]:
    """`wcag1410` is criterion 1.4.10; `wcag22aa` is a level."""
    digits = [tag[4:] for tag in tags if tag.startswith("wcag") and tag[4:].isdigit()]
    return [f"{each[0]}.{each[1]}.{each[2:]}" for each in digits if len(each) > 2]


def reflow(person: Journey) -> list[str]:
    """Nothing beyond the edge: tables and pictures scroll in a region of their own."""
    told = []
    for width in ENLARGED:
        person.page.set_viewport_size({"width": width, "height": 800})
        wide = person.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        told += [f"{wide} px wider than {width}"] if wide > 0 else []
    person.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    return told


def skip_link(person: Journey) -> list[str]:
    """The first key press reaches it, and it leads to the main part."""
    page = person.page
    page.evaluate("document.activeElement?.blur()")
    page.keyboard.press("Tab")
    if "govuk-skip-link" not in page.evaluate("document.activeElement.className"):
        return ["the first key press does not reach the skip link"]
    page.keyboard.press("Enter")
    there = page.evaluate("!!document.activeElement.closest('main, body') && location.hash")
    return [] if there == "#main-content" else ["the skip link does not lead to the main part"]


def keyboard(person: Journey) -> Mapping[str, list[str]]:
    """Tab from the first thing to the last and out again: each is seen, none is hidden, none holds.

    Keys are pressed on a page that was opened anew, so that the walk begins at its top.
    """
    person.page.reload()
    hidden, faint, last = [], [], None
    for _ in range(PRESSES):
        person.page.keyboard.press("Tab")
        last = person.page.evaluate(_FOCUSED)
        if last is None:
            break
        if not last["clear"]:  # a picture above may still be moving the page
            person.page.wait_for_timeout(SETTLED)
            last = person.page.evaluate(_FOCUSED) or last
        faint += [] if last["marked"] else [last["what"]]
        hidden += [] if last["clear"] else [last["what"]]
    trap = [] if last is None else [f"still inside after {PRESSES} key presses"]
    return {"2.1.2": trap, "2.4.7": faint, "2.4.11": hidden}


def headings(person: Journey) -> list[str]:
    """One first heading, and no level left out on the way down."""
    levels = person.page.evaluate(_HEADINGS)
    told = [] if levels.count(1) == 1 else [f"{levels.count(1)} first headings"]
    return told + [f"from level {one} to {two}" for one, two in pairwise(levels) if two > one + 1]


def language(person: Journey, wanted: str) -> list[str]:
    """The page says which language it is in."""
    said = person.page.evaluate("document.documentElement.lang")
    return [] if said == wanted else [f"marked as {said}, not {wanted}"]


def fields(person: Journey) -> list[str]:
    """Every field has a name, and what it says describes it is there."""
    return list(person.page.evaluate(_FIELDS))


LOOKS: Mapping[str, Callable[[Journey], list[str]]] = {
    "1.4.10": reflow,
    "2.4.1": skip_link,
    "1.3.1": headings,
    "3.3.2": fields,
}


def looked_at(person: Journey, wanted: str) -> Seen:
    """Everything, on the page that is open."""
    seen = by_axe(person)
    found = {name: look(person) for name, look in LOOKS.items()}
    found["3.1.1"] = language(person, wanted)
    found |= keyboard(person)
    for name, told in found.items():
        seen.checked.add(name)
        seen.faults += [(name, what) for what in told]
    return seen
