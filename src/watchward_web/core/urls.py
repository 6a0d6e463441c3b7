"""Pages that belong to nobody in particular."""

from django.urls import path

from watchward_web.core.views.accessibility import accessibility
from watchward_web.core.views.health import healthz, readyz
from watchward_web.core.views.language import language
from watchward_web.core.views.privacy import privacy
from watchward_web.core.views.start import start

app_name = "core"
urlpatterns = [
    path("", start, name="start"),
    path("accessibility/", accessibility, name="accessibility"),
    path("privacy/", privacy, name="privacy"),
    path("language/<str:code>/", language, name="language"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
