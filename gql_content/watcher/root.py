import os
from pathlib import Path

__all__ = ["FolderId", "get_folder_id", "resolve_root"]

FolderId = tuple[int, int]


def get_folder_id(root: Path) -> FolderId | None:
    """The device and inode of a folder, links followed; None if it does not exist.

    Not every platform reports that a watched root was deleted and created again, and none reports
    that a link in its path was changed.
    """
    try:
        status = root.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def resolve_root(root: Path) -> str:
    """The root with links resolved, which is how events name the files in it."""
    return os.path.realpath(root)
