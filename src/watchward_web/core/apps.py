"""An app of the website declares its rules and its jobs when Django starts."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import module_has_submodule

from watchward_web.core.rules import declare


class WatchwardApp(AppConfig):
    """Base of our apps: reads RULES from the app's permissions.py, and imports its jobs.py."""

    default = False

    def ready(self) -> None:
        """Declare this app's rules, register its jobs."""
        if self.module and module_has_submodule(self.module, "permissions"):
            declare(getattr(import_module(f"{self.name}.permissions"), "RULES", ()))
        if self.module and module_has_submodule(self.module, "jobs"):
            import_module(f"{self.name}.jobs")


class CoreApp(WatchwardApp):
    """The ground itself."""

    default = True
    name = "watchward_web.core"
    label = "core"
