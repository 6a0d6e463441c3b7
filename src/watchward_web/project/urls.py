"""Which address leads to which app; a partnership's pages all begin with /p/ and its short name."""

from importlib import import_module

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

PARTNERSHIP = "p/<slug:partnership>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("watchward_web.core.urls")),
    path("account/", include("watchward_web.accounts.urls")),
    path("", include("watchward_web.partners.urls")),
]
for _name in settings.OWN_APPS:
    if _name in ("evidence", "submissions"):
        _urls = import_module(f"watchward_web.{_name}.urls")
        urlpatterns.append(path(f"{PARTNERSHIP}{_name}/", include(_urls)))
        if hasattr(_urls, "machine"):
            urlpatterns.append(path(f"api/{_name}/", include(_urls.machine)))
if "nonprod" in settings.OWN_APPS:
    urlpatterns.append(path("", include("watchward_web.nonprod.urls")))

handler400 = "watchward_web.core.views.errors.bad_request"
handler403 = "watchward_web.core.views.errors.forbidden"
handler404 = "watchward_web.core.views.errors.not_found"
handler500 = "watchward_web.core.views.errors.broken"
