"""The app that keeps the register of interventions."""

from watchward_web.core.apps import WatchwardApp


class InterventionsApp(WatchwardApp):
    """The register of what is done, how it is judged, what was found, side by side."""

    default = True
    name = "watchward_web.interventions"
    label = "interventions"
