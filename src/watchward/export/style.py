"""How QGIS colours a layer, as the QML that it reads from a GeoPackage's table `layer_styles`.

Five shades of one hue for a count, from few to many; grey stripes where a number is hidden or
not available, so that white never stands for "we may not say". Seen in QGIS 3.22.
"""

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from watchward.contract.safe_result import Say
from watchward.export.tidy import Field, Tidy, Value

SHADES = ("#fee8d6", "#fdbe85", "#fd8d3c", "#e6550d", "#8c2d04")
HOT, COLD = "#b10e1e", "#e8edf2"
NONE_COLOUR, EDGE = "#9aa1a8", "#505a5f"
CLASSES = {"hot": HOT, "not hot": COLD}
Rule = tuple[str, str, str, str]  # filter, words, colour, fill


def qml(found: Tidy, *, say: Say) -> str:
    """The style of a layer: by its first class, else by its first count."""
    shown = next((f for role in ("class", "count") for f in found.fields if f.role == role), None)
    rules = _rules(shown, found, say=say) if shown else [("", say("Area"), COLD, "solid")]
    keys = "".join(
        f'<rule key="r{at}" symbol="{at}" filter={quoteattr(sift)} label={quoteattr(words)}/>'
        for at, (sift, words, _, _) in enumerate(rules)
    )
    symbols = "".join(_symbol(at, colour, fill) for at, (_, _, colour, fill) in enumerate(rules))
    aliases = "".join(
        f"<alias index={quoteattr(str(at))} field={quoteattr(field.name)} "
        f"name={quoteattr(field.title)}/>"
        for at, field in enumerate(found.fields, start=1)
    )
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        '<qgis version="3.28" styleCategories="Symbology|Fields">'
        '<renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0">'
        f'<rules key="root">{keys}</rules><symbols>{symbols}</symbols></renderer-v2>'
        f"<aliases>{aliases}</aliases></qgis>"
    )


def _rules(field: Field, found: Tidy, *, say: Say) -> list[Rule]:
    name = f'"{field.name}"'
    words = f"{field.title}: {say('hidden or not available')}"
    missing: Rule = (f"{name} IS NULL", words, *_STRIPES)
    values = [value for value in found.column(field.name) if value is not None]
    if field.role == "class":
        return [*_classes(name, values, say=say), missing]
    numbers = [int(str(value)) for value in values]
    return [*_steps(name, field.title, numbers), missing]


_STRIPES = (NONE_COLOUR, "b_diagonal")


def _classes(name: str, values: Sequence[Value], *, say: Say) -> list[Rule]:
    known = dict.fromkeys(str(value) for value in values)
    quoted = {one: one.replace("'", "''") for one in known}
    spare = SHADES[1]
    return [
        (f"{name} = '{quoted[one]}'", say(one.capitalize()), CLASSES.get(one, spare), "solid")
        for one in known
    ]


def _steps(name: str, title: str, values: Sequence[int]) -> list[Rule]:
    """Equal numbers of areas in each shade; each value falls into exactly one."""
    ordered = sorted(set(values))
    shades = min(len(SHADES), len(ordered))
    tops = [ordered[len(ordered) * (at + 1) // shades - 1] for at in range(shades)]
    rules: list[Rule] = []
    below = None
    for top, colour in zip(tops, SHADES, strict=False):
        least = f"{name} > {below} AND " if below is not None else ""
        first = ordered[0] if below is None else ordered[ordered.index(below) + 1]
        words = f"{title}: {first:,}–{top:,}" if first != top else f"{title}: {top:,}"
        rules.append((f"{least}{name} <= {top}", words, colour, "solid"))
        below = top
    return rules


def _symbol(at: int, colour: str, fill: str) -> str:
    options = {
        "color": _rgba(colour),
        "style": fill,
        "outline_color": _rgba(EDGE),
        "outline_style": "solid",
        "outline_width": "0.2",
        "outline_width_unit": "MM",
    }
    told = "".join(
        f'<Option type="QString" name="{name}" value="{value}"/>' for name, value in options.items()
    )
    return (
        f'<symbol type="fill" name="{at}" alpha="0.85" clip_to_extent="1">'
        f'<layer class="SimpleFill" enabled="1" locked="0" pass="0">'
        f'<Option type="Map">{told}</Option></layer></symbol>'
    )


def _rgba(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},255"
