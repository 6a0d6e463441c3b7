"""Which address leads to which app; a partnership's pages all begin with /p/ and its short name."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from watchward_web.project.apps import FEATURES, NONPROD

PARTNERSHIP = "p/<slug:partnership>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("watchward_web.core.urls")),
    path("account/", include("watchward_web.accounts.urls")),
    path("", include("watchward_web.partners.urls")),
    path("", include("watchward_web.operations.urls")),
    *(path(f"{PARTNERSHIP}{name}/", include(f"watchward_web.{name}.urls")) for name in FEATURES),
]
if NONPROD in settings.OWN_APPS:
    urlpatterns.append(path("", include("watchward_web.nonprod.urls")))

handler400 = "watchward_web.core.views.errors.bad_request"
handler403 = "watchward_web.core.views.errors.forbidden"
handler404 = "watchward_web.core.views.errors.not_found"
handler500 = "watchward_web.core.views.errors.broken"
