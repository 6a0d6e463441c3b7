"""Addresses of licensed premises, under a partnership's own."""

from django.urls import path

from watchward_web.licensing.views.answer import answer
from watchward_web.licensing.views.challenge import challenge
from watchward_web.licensing.views.check import check
from watchward_web.licensing.views.condition import condition
from watchward_web.licensing.views.conditions import conditions
from watchward_web.licensing.views.entry import entry
from watchward_web.licensing.views.home import home
from watchward_web.licensing.views.pack import pack
from watchward_web.licensing.views.premises import premises
from watchward_web.licensing.views.write import write

app_name = "licensing"
_ONE = "premises/<slug:ident>/"
urlpatterns = [
    path("", home, name="home"),
    path("conditions/", conditions, name="conditions"),
    path(_ONE, premises, name="premises"),
    path(f"{_ONE}write/<slug:kind>/", write, name="write"),
    path(f"{_ONE}entries/<int:number>/", entry, name="entry"),
    path(f"{_ONE}conditions/new/", condition, name="condition"),
    path(f"{_ONE}conditions/<int:number>/", check, name="check"),
    path(f"{_ONE}challenge/", challenge, name="challenge"),
    path(f"{_ONE}challenges/<int:number>/", answer, name="answer"),
    path(f"{_ONE}pack.<slug:kind>", pack, name="pack"),
]
