"""Files that are there whole or not at all, whatever happens while they are written."""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["is_named", "write_whole"]


def write_whole(path: Path, *parts: bytes, durable: bool = True) -> None:
    """Writes a file for its owner only, and its folder where it is missing; raises `OSError`.

    The parts are on the disk before they get the name, so a crash leaves the old file or the new.
    Where it need not be `durable`, that is so for a crash of the process, and not of the machine.
    Of several processes one writes after the other.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with draft_of(path) as (descriptor, draft):
        try:
            os.ftruncate(descriptor, 0)
            with open(descriptor, "wb", closefd=False) as file:
                file.writelines(parts)
            if durable:
                os.fsync(descriptor)
            os.replace(draft, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)
            raise
    if durable:
        sync_folder(path.parent)


@contextmanager
def draft_of(path: Path) -> Generator[tuple[int, str]]:
    """The one file beside `path` that is written before it takes its name, locked for us.

    What a process left that was killed is written over, so nothing piles up.
    """
    draft = f"{path}.new"
    while True:
        descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if is_named(descriptor, draft):
                yield descriptor, draft
                return
        finally:
            os.close(descriptor)  # which also unlocks it


def is_named(descriptor: int, path: str) -> bool:
    """Whether an open file still has this name: another process may have given it the final one."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
