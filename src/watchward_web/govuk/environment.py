"""The Jinja environment of every page: escapes always, knows GOV.UK's macros, translates."""

import datetime
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import formats, timezone, translation
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader

from watchward_web.govuk.fields import error_list, field_kind, field_params


def environment(**options: Any) -> Environment:
    """Called once by Django's Jinja backend."""
    # GOV.UK's macros rest on missing parameters being empty, so undefined is not strict there.
    options["loader"] = ChoiceLoader(
        [
            options["loader"],
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    options["extensions"] = ["jinja2.ext.i18n", "jinja2.ext.do"]
    made = Environment(**options | {"autoescape": True})  # noqa: S701  (it is on)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True
    )
    made.globals.update(
        static=static,
        url=_url,
        language=translation.get_language,
        error_list=error_list,
        field_kind=field_kind,
        field_params=field_params,
    )
    made.filters.update(day=_day, moment=_moment, number=_number, month=_month)
    return made


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _day(value: Any) -> str:
    return formats.date_format(value, "j F Y") if value else ""


def _moment(value: Any) -> str:
    return formats.date_format(timezone.localtime(value), "j F Y, H:i") if value else ""


def _month(value: int) -> str:
    """A month number (year × 12 + month − 1) in words."""
    return formats.date_format(datetime.date(value // 12, value % 12 + 1, 1), "F Y")


def _number(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
