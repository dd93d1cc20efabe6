"""What a file was before, as far as Git remembers it."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

__all__ = ["bytes_in_history"]

RECENT = ("HEAD", "ORIG_HEAD", "HEAD@{1}")  # the last fails where Git was at work only once
COMMITS = 20
SECONDS = 5.0
LINE = "%(objecttype) %(objectsize) %(objectname)"
QUIETLY = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


def bytes_in_history(root: Path, path: str, digest: bytes, size: int) -> bytes | None:
    """The bytes of this digest and size that a file had in one of its last commits.

    None where they are in none, or there is no Git. It may take some seconds.
    """
    try:
        for revisions in (RECENT, commits_of(root, path)):
            for blob in blobs(root, path, revisions, size):
                data = git(root, "cat-file", "blob", blob)
                if sha256(data).digest() == digest:
                    return data
    except (OSError, subprocess.SubprocessError, ValueError):
        pass  # No git, no repository, or one that belongs to somebody else.
    return None


def commits_of(root: Path, path: str) -> list[str]:
    """The last commits that changed a file, of this branch and of where it was moved from."""
    asked = ("rev-list", f"--max-count={COMMITS}", "HEAD", "--reflog", "--", f":(literal){path}")
    return git(root, *asked).decode("ascii").split()


def blobs(root: Path, path: str, revisions: Iterable[str], size: int) -> Iterator[str]:
    """The objects of that size which a file was at some revisions, each once."""
    names = "".join(f"{revision}:./{path}\n" for revision in revisions).encode()
    told = git(root, "cat-file", f"--batch-check={LINE}", on=names).decode("utf-8", "replace")
    # A revision that does not exist, or has no such file, makes a line that begins otherwise.
    begin = f"blob {size} "
    found = (line.removeprefix(begin) for line in told.splitlines() if line.startswith(begin))
    return iter(dict.fromkeys(found))


def git(root: Path, *arguments: str, on: bytes = b"") -> bytes:
    """What a command of Git says; only those are used that run no program of a repository's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(  # noqa: S603 - commands of our own, and paths as arguments
        ["git", "-C", str(root), *arguments],  # noqa: S607 - wherever it is installed
        input=on,
        env={**kept, **QUIETLY},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,  # What it has told before it failed is true.
        timeout=SECONDS,
        start_new_session=True,
    )
    return done.stdout
