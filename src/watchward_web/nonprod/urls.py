"""The page that says who one can be here."""

from django.urls import path

from watchward_web.nonprod.views.personas import personas

app_name = "nonprod"
urlpatterns = [path("personas/", personas, name="personas")]
