"""What the peers need: packages of npm and of Python in environments of their own, and wrk."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

__all__ = ["HERE", "ariadne_python", "check_wrk", "node"]

HERE = Path(__file__).parent
LOCK = HERE / "package-lock.json"
REQUIREMENTS = HERE / "python" / "requirements.txt"
ENVIRONMENT = HERE / ".venv"


def node() -> str:
    """The path of a Node that finds the packages of package-lock.json."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found is None or npm is None:
        sys.exit("The peers need Node.js 20 or newer with npm.")
    stamp = HERE / "node_modules" / ".made-for"
    if not is_made_for(stamp, LOCK):
        options = ("--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps")
        subprocess.run([npm, "ci", *options], cwd=HERE, check=True)
        shutil.copyfile(LOCK, stamp)
    return found


def ariadne_python() -> str:
    """A Python with Ariadne; it wants another graphql-core than Strawberry."""
    python, stamp = ENVIRONMENT / "bin" / "python", ENVIRONMENT / ".made-for"
    if not is_made_for(stamp, REQUIREMENTS):
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", REQUIREMENTS], check=True)
        shutil.copyfile(REQUIREMENTS, stamp)
    return str(python)


def check_wrk() -> None:
    """Installs wrk where that is a matter of one command."""
    if shutil.which("wrk"):
        return
    if os.getuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(
            ["apt-get", "install", "-qq", "-y", "wrk"], check=True, stdout=subprocess.DEVNULL
        )
    if not shutil.which("wrk"):
        sys.exit("The load comes from wrk: apt-get install wrk")


def is_made_for(stamp: Path, source: Path) -> bool:
    return stamp.exists() and stamp.read_bytes() == source.read_bytes()
