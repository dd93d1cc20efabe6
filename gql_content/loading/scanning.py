"""Which files lie in the content root, by name and stamp; nothing is opened."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from gql_content.loading.files import Stamp, stamp_of
from gql_content.loading.selection import Selection

__all__ = ["is_inside", "scan"]


def scan(root: Path, selection: Selection, below: str = "") -> dict[str, Stamp]:
    """The articles' files at or below a path, which is relative to the root and need not exist.

    A folder that vanishes on the way counts as empty, and a link out of the root as nothing.
    """
    real_root = os.path.realpath(root)
    start = os.path.join(root, below) if below else str(root)
    return dict(walk(real_root, start, below, selection, ()))


def walk(
    real_root: str, folder: str, path: str, selection: Selection, above: tuple[str, ...]
) -> Iterator[tuple[str, Stamp]]:
    """`above` are the real folders we came through by a link, so that no circle is walked twice."""
    prefix = f"{path}/" if path else ""
    for entry in entries_of(folder):
        inner = prefix + entry.name
        if not inner.isprintable():
            continue  # A name that is not UTF-8, or holds control characters, can be no url.
        try:
            if entry.is_dir(follow_symlinks=False):
                if selection.takes_folder(inner):
                    yield from walk(real_root, entry.path, inner, selection, above)
            elif entry.is_symlink():
                yield from walk_link(real_root, entry.path, inner, selection, above)
            elif selection.takes_file(inner) and entry.is_file(follow_symlinks=False):
                yield inner, stamp_of(entry.stat(follow_symlinks=False))
        except OSError:
            continue  # It has gone since the folder was listed; an event or the next sweep tells.


def walk_link(
    real_root: str, link: str, path: str, selection: Selection, above: tuple[str, ...]
) -> Iterator[tuple[str, Stamp]]:
    target = os.path.realpath(link)
    if not is_inside(target, real_root):
        return
    status = os.stat(target)
    if stat.S_ISREG(status.st_mode):
        if selection.takes_file(path):
            yield path, stamp_of(status)
    elif stat.S_ISDIR(status.st_mode) and selection.takes_folder(path):
        circle = is_inside(os.path.dirname(os.path.realpath(os.path.dirname(link))), target)
        if target not in above and not circle and target != real_root:
            yield from walk(real_root, target, path, selection, (*above, target))


def entries_of(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def is_inside(path: str, folder: str) -> bool:
    """Whether a real path lies in a real folder or is that folder."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")
