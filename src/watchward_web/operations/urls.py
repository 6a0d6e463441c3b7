"""Pages for machines that watch over the site."""

from django.urls import path

from watchward_web.operations.views.metrics import metrics

app_name = "operations"
urlpatterns = [path("metrics", metrics, name="metrics")]
