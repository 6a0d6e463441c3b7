"""Made-up people and data. Refuses to start in production, whatever the settings list."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from watchward_web.core.apps import WatchwardApp


class NonprodApp(WatchwardApp):
    """Never where real people's records may be."""

    default = True
    name = "watchward_web.nonprod"
    label = "nonprod"

    def ready(self) -> None:
        """The second lock; project/apps.py is the first."""
        if settings.PRODUCTION:
            raise ImproperlyConfigured("nonprod holds personas with printed passwords: not here")
        super().ready()
