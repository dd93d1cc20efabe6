"""Names of a package that are imported when they are first used: PEP 562.

A warm start uses few of them.
"""

from collections.abc import Callable, Collection, Mapping
from importlib import import_module

__all__ = ["lazy_getattr"]


def lazy_getattr(package: str, names: Mapping[str, Collection[str]]) -> Callable[[str], object]:
    """A `__getattr__` for a package, from its modules to the names that they define."""
    modules = {name: f"{package}.{module}" for module, found in names.items() for name in found}

    def __getattr__(name: str) -> object:  # noqa: N807 - what Python calls it in a module
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(modules[name]), name)

    return __getattr__
