"""Addresses of interventions, under a partnership's own."""

from django.urls import path

from watchward_web.interventions.views.compare import compare
from watchward_web.interventions.views.examples import examples
from watchward_web.interventions.views.home import home
from watchward_web.interventions.views.intervention import intervention
from watchward_web.interventions.views.outcome import outcome
from watchward_web.interventions.views.register import register

app_name = "interventions"
urlpatterns = [
    path("", home, name="home"),
    path("examples/", examples, name="examples"),
    path("register/", register, name="register"),
    path("compare/", compare, name="compare"),
    path("one/<slug:ident>/", intervention, name="intervention"),
    path("one/<slug:ident>/outcome/", outcome, name="outcome"),
]
