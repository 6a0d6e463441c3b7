"""Addresses of the evidence, under a partnership's own."""

from django.urls import path, register_converter

from watchward_web.evidence.api.urls import urlpatterns as for_programs
from watchward_web.evidence.exports.urls import urlpatterns as exports
from watchward_web.evidence.views.home import home
from watchward_web.evidence.views.map_data import map_data
from watchward_web.evidence.views.question import question
from watchward_web.evidence.views.questions import questions
from watchward_web.evidence.views.saved import (
    change_saved,
    delete_saved,
    save,
    saved,
    saved_view,
)
from watchward_web.evidence.views.table import table


class Name:
    """The name of an analysis or of a table: nothing else reaches a view."""

    regex = "[a-z][a-z_]{0,40}"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(Name, "name")

app_name = "evidence"
urlpatterns = [
    path("", home, name="home"),
    path("questions/", questions, name="questions"),
    path("questions/<name:analysis>/", question, name="question"),
    path("questions/<name:analysis>/map.json", map_data, name="map"),
    path("questions/<name:analysis>/<name:table>.csv", table, name="table"),
    path("saved/", saved, name="saved"),
    path("saved/new/<name:analysis>/", save, name="save"),
    path("saved/<int:number>/", saved_view, name="saved_view"),
    path("saved/<int:number>/change/", change_saved, name="change_saved"),
    path("saved/<int:number>/delete/", delete_saved, name="delete_saved"),
    *for_programs,
    *exports,
]
