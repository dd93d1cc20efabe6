"""The versions of installed packages, without `importlib.metadata`: it takes 20 ms of a start."""

import os
import re
import sys
from contextlib import suppress
from functools import cache

__all__ = ["version_of"]


SUFFIX = ".dist-info"
SEPARATORS = re.compile(r"[-_.]+")


def version_of(package: str) -> str:
    """The version of a package; raises `importlib.metadata.PackageNotFoundError`.

    Installers leave it in the name of a folder (PyPA, Recording installed projects).
    """
    found = versions().get(normal(package))
    if found is not None:
        return found
    from importlib.metadata import version

    return version(package)


@cache
def versions() -> dict[str, str]:
    """By the normal names of packages; the first on the path is the one that is imported."""
    found: dict[str, str] = {}
    for place in sys.path:
        # A place may not be there, or be an archive.
        with suppress(OSError), os.scandir(place or os.curdir) as entries:
            for entry in entries:
                if entry.name.endswith(SUFFIX):
                    package, _, version = entry.name.removesuffix(SUFFIX).rpartition("-")
                    found.setdefault(normal(package), version)
    return found


def normal(package: str) -> str:
    """The name as PyPA compares it (PEP 503)."""
    return SEPARATORS.sub("-", package).lower()
