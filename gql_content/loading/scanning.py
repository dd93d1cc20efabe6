"""Which files lie in the content root, by name and stamp; nothing is opened."""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from gql_content.loading.files import Stamp, stamp_of
from gql_content.loading.selection import Selection

__all__ = ["is_inside", "scan"]

# A name that is not UTF-8, or holds control characters, can be no url.
UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def scan(root: Path, selection: Selection, below: str = "") -> dict[str, Stamp]:
    """The articles' files at or below a path, which is relative to the root and need not exist.

    A folder that vanishes on the way counts as empty, and a link out of the root as nothing. Raises
    `OSError` where a folder cannot be listed for any other reason: it is not known to be empty.
    """
    walk = Walk(os.path.realpath(root), selection)
    names = tuple(filter(None, below.split("/")))
    return dict(walk.files(Folder(str(root), "", ()), names))


class Folder(Struct, frozen=True):
    """A folder on our way; `came_from` are the real folders of the links that led here."""

    location: str
    path: str
    came_from: tuple[str, ...]


class Named:
    """One name in a folder, which answers what an entry of `os.scandir` answers."""

    def __init__(self, folder: str, name: str) -> None:
        self.name = name
        self.path = os.path.join(folder, name)

    def stat(self, *, follow_symlinks: bool) -> os.stat_result:
        return os.stat(self.path, follow_symlinks=follow_symlinks)

    def is_dir(self, *, follow_symlinks: bool) -> bool:
        return stat.S_ISDIR(self.stat(follow_symlinks=follow_symlinks).st_mode)

    def is_file(self, *, follow_symlinks: bool) -> bool:
        return stat.S_ISREG(self.stat(follow_symlinks=follow_symlinks).st_mode)

    def is_symlink(self) -> bool:
        return stat.S_ISLNK(self.stat(follow_symlinks=False).st_mode)


class Walk(Struct, frozen=True):
    """The way through a content root."""

    real_root: str
    selection: Selection

    def files(self, folder: Folder, names: Sequence[str]) -> Iterator[tuple[str, Stamp]]:
        """The files below a folder; where `names` are given, only those on that way or below it."""
        prefix = f"{folder.path}/" if folder.path else ""
        for entry in entries_of(folder.location, names):
            if UNSPEAKABLE.search(entry.name):
                continue
            path = prefix + entry.name
            found = self.found(entry, path, folder.came_from)
            if isinstance(found, Folder):
                yield from self.files(found, names[1:])
            elif found is not None and len(names) <= 1:
                yield path, found

    def found(
        self, entry: os.DirEntry[str] | Named, path: str, came_from: tuple[str, ...]
    ) -> Folder | Stamp | None:
        """A folder to walk, the stamp of an article's file, or None for anything else."""
        try:
            if entry.is_dir(follow_symlinks=False):
                taken = self.selection.takes_folder(path)
                return Folder(entry.path, path, came_from) if taken else None
            if entry.is_symlink():
                return self.linked(entry.path, path, came_from)
            if self.selection.takes_file(path) and entry.is_file(follow_symlinks=False):
                return stamp_of(entry.stat(follow_symlinks=False))
        except OSError:
            pass  # It has gone since the folder was listed; an event or the next sweep tells.
        return None

    def linked(self, link: str, path: str, came_from: tuple[str, ...]) -> Folder | Stamp | None:
        """See `found`; a link to a folder that we are in would be a circle, and is nothing."""
        target = os.path.realpath(link)
        if not is_inside(target, self.real_root):
            return None
        status = os.stat(target)
        if stat.S_ISREG(status.st_mode):
            return stamp_of(status) if self.selection.takes_file(path) else None
        if stat.S_ISDIR(status.st_mode) and self.selection.takes_folder(path):
            here = os.path.realpath(os.path.dirname(link))
            if not any(is_inside(folder, target) for folder in (here, *came_from)):
                return Folder(target, path, (here, *came_from))
        return None


def entries_of(folder: str, names: Sequence[str]) -> Sequence[os.DirEntry[str] | Named]:
    """What lies in a folder, or of it only the first of `names`."""
    if names:
        return [Named(folder, names[0])]
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return []


def is_inside(path: str, folder: str) -> bool:
    """Whether a real path lies in a real folder or is that folder."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")
