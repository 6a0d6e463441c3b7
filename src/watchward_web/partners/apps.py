"""Partnerships and people."""

from watchward_web.core.apps import WatchwardApp


class PartnersApp(WatchwardApp):
    """Who is in which partnership, as what."""

    default = True
    name = "watchward_web.partners"
    label = "partners"
