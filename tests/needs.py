"""What a test needs that not every machine has: without it the test skips, and says why.

Where `REQUIRE_EVERYTHING` is set, as continuous integration does, it fails instead.
"""

import os
from pathlib import Path
from shutil import which
from typing import NoReturn

import pytest

__all__ = ["CORPUS", "chromium", "corpus", "missing", "program"]

CORPUS = Path(__file__).parents[1].parent / "shared" / "corpus"


def missing(reason: str) -> NoReturn:
    """Skips the test, or fails it where everything is required."""
    if os.environ.get("REQUIRE_EVERYTHING"):
        pytest.fail(reason)
    pytest.skip(reason)


def corpus(name: str) -> Path:
    """A folder of the sample of the real site."""
    folder = CORPUS / name
    if not folder.is_dir():
        missing("the sample corpus of the real site is not beside this checkout")
    return folder


def chromium() -> str:
    """The path of a Chromium."""
    found = which("chromium") or which("chromium-browser")
    if found is None:
        missing("there is no Chromium here: apt-get install chromium")
    return found


def program(name: str) -> str:
    """The path of a program that comes with a Debian package of nearly the same name."""
    found = which(name, path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
    if found is None:
        missing(f"there is no {name} here: apt-get install {name}")
    return found
