"""Django's form fields as the parameters that GOV.UK's macros take."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.PasswordInput, "password"),
    (forms.CheckboxInput, "checkbox"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
)
KEPT = ("autocomplete", "inputmode", "spellcheck", "autocapitalize", "accept", "maxlength", "rows")


def field_kind(bound: BoundField) -> str:
    """Which macro draws it; plain input where nothing else fits."""
    widget = bound.field.widget
    return next((kind for cls, kind in KINDS if isinstance(widget, cls)), "input")


def field_params(bound: BoundField) -> dict[str, Any]:
    """Label, hint, error and value, linked to each other by id."""
    kind = field_kind(bound)
    attrs = {k: v for k, v in bound.field.widget.attrs.items() if k in KEPT}
    params: dict[str, Any] = {
        "id": bound.id_for_label or bound.auto_id,
        "name": bound.html_name,
        "label": {"text": bound.label},
        "attributes": {k: str(v) for k, v in attrs.items() if k != "autocomplete"},
    }
    if "autocomplete" in attrs:
        params["autocomplete"] = attrs["autocomplete"]
    if bound.help_text:
        params["hint"] = {"text": bound.help_text}
    if bound.errors:
        params["errorMessage"] = {"text": " ".join(bound.errors)}
    if kind in ("radios", "checkboxes", "checkbox"):
        return _choices(bound, params, kind)
    if kind == "select":
        params["items"] = _options(bound)
    elif kind == "input":
        params["type"] = getattr(bound.field.widget, "input_type", "text")
        params["value"] = "" if bound.value() is None else str(bound.value())
    elif kind == "textarea":
        params["value"] = "" if bound.value() is None else str(bound.value())
    return params


def _options(bound: BoundField) -> list[dict[str, Any]]:
    chosen = {str(value) for value in _as_list(bound.value())}
    return [
        {"value": str(value), "text": str(text), "selected": str(value) in chosen}
        for value, text in getattr(bound.field, "choices", ())
    ]


def _choices(bound: BoundField, params: dict[str, Any], kind: str) -> dict[str, Any]:
    params["idPrefix"] = params.pop("id")
    label = params.pop("label")
    if kind == "checkbox":
        params["items"] = [{"value": "on", "text": label["text"], "checked": bool(bound.value())}]
        return params
    params["fieldset"] = {"legend": label}
    params["items"] = [
        {"value": o["value"], "text": o["text"], "checked": o["selected"]} for o in _options(bound)
    ]
    return params


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple | set) else [value]


def error_list(form: forms.BaseForm) -> list[dict[str, str]]:
    """What the error summary lists; each links to its field."""
    first = next((bound.id_for_label for bound in form if not bound.is_hidden), "main-content")
    items = [{"text": text, "href": f"#{first}"} for text in form.non_field_errors()]
    for bound in form:
        where = bound.id_for_label or bound.auto_id
        items += [{"text": text, "href": f"#{where}"} for text in bound.errors]
    return items
