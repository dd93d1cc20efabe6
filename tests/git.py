"""Git repositories for tests, each in its own folder and deaf to the settings of this machine."""

import os
import subprocess
from pathlib import Path
from shutil import which

from tests.needs import missing

__all__ = ["Git"]

SETTINGS = ("user.name=A", "user.email=a@example.org", "commit.gpgsign=false", "gc.auto=0")


class Git:
    """The Git of one working tree."""

    def __init__(self, folder: Path) -> None:
        if which("git") is None:
            missing("there is no git here")
        self.folder = folder
        self("init", "-q", "-b", "main")

    def __call__(self, *arguments: str) -> None:
        """Runs a command of Git."""
        given = [part for setting in SETTINGS for part in ("-c", setting)]
        elsewhere = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        subprocess.run(
            ["git", *given, *arguments],
            cwd=self.folder,
            env={**kept, **elsewhere},
            check=True,
            capture_output=True,
        )

    def commit_all(self, message: str) -> None:
        """Commits whatever there is."""
        self("add", "--all")
        self("commit", "-q", "--allow-empty", "-m", message)
