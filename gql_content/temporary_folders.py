"""Temporary folders that do not outlive their process for long, even where that is killed."""

import fcntl
import os
import shutil
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from time import time

__all__ = ["TemporaryFolder", "remove_orphans"]


PREFIX, OWNER, REMOVED = "gql-content-tmp-", "owner", ".removed"
YOUNG_SECONDS = 60.0  # a folder of this age may not have been locked yet


class TemporaryFolder:
    """A folder for this process, and those that it starts, until it is removed.

    A lock in it shows that somebody uses it, for as long as the process lives.
    """

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._owner = owned(self.path)

    def remove(self) -> None:
        """Removes all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._owner)


def remove_orphans() -> None:
    """Removes the temporary folders of processes that had no time to do so."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):  # It is another user's, or just being made or removed.
            if is_orphaned(folder):
                remove_folder(folder)


def remove_folder(folder: Path) -> None:
    """Renamed first, so that a process that is still ending cannot write into it meanwhile.

    The owner's file goes last: what cannot be removed now is still known to be an orphan.
    """
    if not folder.name.endswith(REMOVED):
        folder = folder.rename(folder.with_name(folder.name + REMOVED))
    for path in folder.iterdir():
        if path.name != OWNER:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    shutil.rmtree(folder)


def owned(folder: Path) -> int:
    """A descriptor that shows, as long as it is open, that somebody uses the folder."""
    owner = folder / OWNER
    coming = owner.with_suffix(".new")  # Nobody is to see it before it is locked.
    descriptor = os.open(coming, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    coming.rename(owner)
    return descriptor


def is_orphaned(folder: Path) -> bool:
    """Whether a folder of ours has no owner any more, or after a while has still none."""
    status = folder.lstat()
    if status.st_uid != os.getuid() or not stat.S_ISDIR(status.st_mode):
        return False
    try:
        descriptor = os.open(folder / OWNER, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        return status.st_mtime < time() - YOUNG_SECONDS
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
