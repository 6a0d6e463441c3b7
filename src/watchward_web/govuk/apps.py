"""The look."""

from django.apps import AppConfig


class GovukApp(AppConfig):
    """Templates, static files and form rendering; no pages."""

    name = "watchward_web.govuk"
    label = "govuk"
