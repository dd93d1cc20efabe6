"""A Python of its own for clients whose requirements are not ours."""

import subprocess
import sys
import venv
from pathlib import Path

from tests.needs import missing

__all__ = ["python"]

HERE = Path(__file__).parent
REQUIREMENTS = HERE / "requirements.txt"
FOLDER = HERE / ".venv"
STAMP = FOLDER / ".made-for"
OPTIONS = ("--quiet", "--disable-pip-version-check", "--require-hashes")
SECONDS = 300


def python() -> Path:
    """The path of a Python that has what requirements.txt beside this file names."""
    found = FOLDER / "bin" / "python"
    if not STAMP.exists() or STAMP.read_bytes() != REQUIREMENTS.read_bytes():
        venv.create(FOLDER, clear=True)
        pip = [sys.executable, "-m", "pip", "--python", found]
        install = [*pip, "install", *OPTIONS, "-r", REQUIREMENTS]
        done = subprocess.run(install, capture_output=True, timeout=SECONDS, check=False)
        if done.returncode != 0:
            missing(f"pip cannot install the clients: {done.stderr.decode()[-500:]}")
        STAMP.write_bytes(REQUIREMENTS.read_bytes())
    return found
