import os
from pathlib import Path

__all__ = ["Identity", "identity", "real_path"]

Identity = tuple[int, int]


def identity(root: Path) -> Identity | None:
    """What tells a folder from another in its place, links followed; None where there is none.

    Not everywhere do events tell that a watched root was deleted and made again, and nowhere that a
    link on the way to it leads elsewhere by now.
    """
    try:
        status = root.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def real_path(root: Path) -> str:
    """Where a root really lies, which is how events name what is in it."""
    return os.path.realpath(root)
