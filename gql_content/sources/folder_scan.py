"""Lists the files of the content root by name and stamp. Nothing is opened."""

import gc
import os
import stat
import subprocess
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

from gql_content.files import UNTRUSTED, Stamp, end_with_parent, is_inside, stamp_of, start
from gql_content.sources.file_filter import Selection
from gql_content.sources.unreadable import (
    BAD_NAME,
    BROKEN_LINK,
    FOLDER_OUTSIDE,
    LINK_OUTSIDE,
    NOT_A_FILE,
    UNLISTABLE,
    UNSPEAKABLE,
    is_obstacle,
    shown,
)

__all__ = ["BETWEEN", "Found", "ScanAhead", "scan", "scan_each"]


def scan(root: Path, selection: Selection, below: str = "") -> dict[str, Stamp]:
    """The articles' files at or below a path, which is relative to the root and need not exist.

    Among them are obstacles, each with its stamp; one of a folder that may not be listed can stand
    above the path. A folder that vanishes on the way counts as empty. Raises `OSError` where a
    folder cannot be listed for any other reason: it is not known to be empty.
    """
    [(_, found)] = scan_each(root, selection, [below])
    return found


def scan_each(
    root: Path, selection: Selection, paths: Iterable[str]
) -> Iterator[tuple[str, dict[str, Stamp]]]:
    """What `scan` finds at each of many paths."""
    walk = Walk(os.path.realpath(root), selection)
    for below in paths:
        names = tuple(filter(None, below.split("/")))
        found: dict[str, Stamp] = {}
        for path, stamp in walk.files(Folder(str(root), "", ()), names):
            # A file may really be called what is shown of another's name.
            if path not in found or is_obstacle(found[path]):
                found[path] = stamp
        yield below, found


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

    @cached_property
    def _status(self) -> os.stat_result:
        return os.lstat(self.path)

    def stat(self, *, follow_symlinks: bool) -> os.stat_result:
        return os.stat(self.path) if follow_symlinks else self._status

    def is_dir(self, *, follow_symlinks: bool) -> bool:
        return stat.S_ISDIR(self.stat(follow_symlinks=follow_symlinks).st_mode)

    def is_file(self, *, follow_symlinks: bool) -> bool:
        return stat.S_ISREG(self.stat(follow_symlinks=follow_symlinks).st_mode)

    def is_symlink(self) -> bool:
        return stat.S_ISLNK(self._status.st_mode)


class Walk(Struct, frozen=True):
    """The way through a content root."""

    real_root: str
    selection: Selection

    def files(self, folder: Folder, names: Sequence[str]) -> Iterator[tuple[str, Stamp]]:
        """The files below a folder; where `names` are given, only those on that way or below it."""
        prefix = f"{folder.path}/" if folder.path else ""
        try:
            for entry in entries_of(folder.location, names):
                path = prefix + entry.name
                found = self.found(entry, path, folder.came_from)
                if isinstance(found, Folder):
                    yield from self.files(found, names[1:])
                elif found is not None and len(names) <= 1:
                    yield (shown(path) if found is BAD_NAME else path), found
        except PermissionError:
            if folder.path:  # Of the root itself, who asks for it tells.
                yield folder.path, UNLISTABLE

    def found(
        self, entry: os.DirEntry[str] | Named, path: str, came_from: tuple[str, ...]
    ) -> Folder | Stamp | None:
        """A folder to walk, the stamp of what could be an article, or None for anything else."""
        try:
            # Most names are printable, which is quicker to see.
            if not entry.name.isprintable() and UNSPEAKABLE.search(entry.name):
                return self.unspeakable(entry, shown(path))
            if entry.is_dir(follow_symlinks=False):
                taken = self.selection.takes_folder(path)
                return Folder(entry.path, path, came_from) if taken else None
            if entry.is_symlink():
                return self.linked(entry.path, path, came_from)
            if self.selection.takes_file(path):
                is_file = entry.is_file(follow_symlinks=False)
                return stamp_of(entry.stat(follow_symlinks=False)) if is_file else NOT_A_FILE
        except PermissionError:
            raise
        except OSError:
            pass  # It has gone since the folder was listed; an event or the next sweep tells.
        return None

    def unspeakable(self, entry: os.DirEntry[str] | Named, path: str) -> Stamp | None:
        """See `found`."""
        is_folder = entry.is_dir(follow_symlinks=False)
        taken = self.selection.takes_folder if is_folder else self.selection.takes_file
        return BAD_NAME if taken(path) else None

    def linked(self, link: str, path: str, came_from: tuple[str, ...]) -> Folder | Stamp | None:
        """See `found`."""
        target = os.path.realpath(link)
        try:
            status = os.stat(target)
        except OSError as error:
            is_there = self.selection.takes_file(path) and os.path.lexists(link)
            return self.broken(target, error) if is_there else None
        if stat.S_ISDIR(status.st_mode):
            taken = self.selection.takes_folder(path)
            return self.linked_folder(link, target, path, came_from) if taken else None
        return self.linked_file(target, status) if self.selection.takes_file(path) else None

    def broken(self, target: str, error: OSError) -> Stamp:
        """The stamp of a link whose target cannot be found, or may not."""
        if not is_inside(target, self.real_root):
            return LINK_OUTSIDE
        return UNTRUSTED if isinstance(error, PermissionError) else BROKEN_LINK

    def linked_file(self, target: str, status: os.stat_result) -> Stamp:
        """The stamp of the file that a link leads to, or of what keeps it from being read."""
        if not is_inside(target, self.real_root):
            return LINK_OUTSIDE
        return stamp_of(status) if stat.S_ISREG(status.st_mode) else NOT_A_FILE

    def linked_folder(
        self, link: str, target: str, path: str, came_from: tuple[str, ...]
    ) -> Folder | Stamp | None:
        """See `found`; a link to a folder that we are in would be a circle, and is nothing."""
        if not is_inside(target, self.real_root):
            return None if is_inside(self.real_root, target) else FOLDER_OUTSIDE
        here = os.path.realpath(os.path.dirname(link))
        is_circle = any(is_inside(folder, target) for folder in (here, *came_from))
        return None if is_circle else Folder(target, path, (here, *came_from))


def entries_of(folder: str, names: Sequence[str]) -> Sequence[os.DirEntry[str] | Named]:
    """What lies in a folder, or of it only the first of `names`."""
    if names and "\\" not in names[0]:
        return [Named(folder, names[0])]
    try:
        with os.scandir(folder) as entries:
            return [one for one in entries if shown(one.name) == names[0]] if names else [*entries]
    except (FileNotFoundError, NotADirectoryError):
        return []


BETWEEN = "\n"  # which stands in no path: a name with control characters is never found


class Found(Struct, frozen=True, array_like=True):
    """Files by path, in that order, and their stamps, four numbers of eight bytes each."""

    paths: str
    stamps: bytes

    @classmethod
    def of(cls, stamps: Mapping[str, Stamp]) -> Self:
        """These files."""
        paths = sorted(stamps)
        return cls(BETWEEN.join(paths), written(map(stamps.__getitem__, paths)))

    def by_path(self) -> dict[str, Stamp]:
        """The stamp of each file."""
        numbers = array("q")
        numbers.frombytes(self.stamps)
        paths = self.paths.split(BETWEEN) if numbers else []
        stamps = map(Stamp, numbers[0::4], numbers[1::4], numbers[2::4], numbers[3::4])
        return dict(zip(paths, stamps, strict=True))


def written(stamps: Iterable[Stamp]) -> bytes:
    return array("q", list(chain.from_iterable(map(astuple, stamps)))).tobytes()


class ScanAhead:
    """A scan that is under way in a process of its own, from the moment this is made.

    A start has other things to do meanwhile: in a thread they would share one core with it.
    """

    def __init__(self, root: Path, selection: Selection) -> None:
        self._root = root
        self._selection = selection
        arguments = (str(root), msgspec.json.encode(selection).decode())
        self._process = start(
            "gql_content.sources.folder_scan", *arguments, stdin=subprocess.DEVNULL
        )

    def found(self) -> Found:
        """What `scan` gives, or raises; a process that fails is no reason to find nothing."""
        written, _ = self._process.communicate()
        try:
            return msgspec.msgpack.decode(written, type=Found)
        except (msgspec.MsgspecError, ValueError):
            return Found.of(scan(self._root, self._selection))

    def stop(self) -> None:
        """Ends the process; who waits for it scans, or is stopped too."""
        self._process.kill()


__all__: list[str] = []


def main(root: Path, selection: Selection) -> None:
    gc.disable()  # Everything is kept until the end: to look for garbage takes a third of a scan.
    sys.stdout.buffer.write(msgspec.msgpack.encode(Found.of(scan(root, selection))))


if __name__ == "__main__":
    end_with_parent()
    main(Path(sys.argv[1]), msgspec.json.decode(sys.argv[2], type=Selection))
