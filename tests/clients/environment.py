"""A Python of its own for programs whose requirements are not ours."""

import subprocess
import sys
import venv
from pathlib import Path

from filelock import FileLock

from tests.needs import missing

__all__ = ["python"]

OPTIONS = ("--quiet", "--disable-pip-version-check", "--require-hashes")
SECONDS = 300


def python(requirements: Path) -> Path:
    """The path of a Python that has what a file of requirements names; it is made beside that."""
    with FileLock(requirements.parent / ".installing"):  # by tests that run at once
        return made(requirements.parent / ".venv", requirements)


def made(folder: Path, requirements: Path) -> Path:
    stamp, found = folder / ".made-for", folder / "bin" / "python"
    if not stamp.exists() or stamp.read_bytes() != requirements.read_bytes():
        venv.create(folder, clear=True)
        pip = [sys.executable, "-m", "pip", "--python", found]
        install = [*pip, "install", *OPTIONS, "-r", requirements]
        done = subprocess.run(install, capture_output=True, timeout=SECONDS, check=False)
        if done.returncode != 0:
            missing(f"pip cannot install them: {done.stderr.decode()[-500:]}")
        stamp.write_bytes(requirements.read_bytes())
    return found
