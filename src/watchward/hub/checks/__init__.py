"""One named check a file, found by this folder: each gives the records that break its rule."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache

from watchward.hub.case import Case, Flag

Check = Callable[[Case], list[Flag]]


@cache
def checks() -> Mapping[str, Check]:
    """Every check by its name, which is also the rule that its findings carry."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}").flags for name in names}


def flags(case: Case) -> list[Flag]:
    """What every check looks for in this package."""
    return [flag for check in checks().values() for flag in check(case)]
