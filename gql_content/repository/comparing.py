"""The next library: what the disk says now about paths that may have changed."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gql_content.library import Entry, Library
from gql_content.loading import Loaded, Selection, Stamp, load_files, scan

__all__ = ["Change", "compare", "last_good"]


class Change(Struct, frozen=True):
    """The next library, and the stamps by which it differs from the one before."""

    library: Library
    stamps: dict[str, Stamp]
    removed: list[str]


def compare(
    root: Path,
    selection: Selection,
    library: Library,
    stamps: Mapping[str, Stamp],
    hints: Collection[str] | None,
) -> Change:
    """What `library` becomes when the files that `hints` name, or all, are looked at."""
    suspects, gone = look(root, selection, stamps, [""] if hints is None else hints)
    loaded = load_files(root, sorted(suspects), {})
    removed = sorted((gone | suspects) - {one.path for one in loaded})
    removed = [path for path in removed if path in library.entries]
    changed = dict(differences(library, loaded))
    return Change(
        library=library.replaced(changed, removed) if changed or removed else library,
        stamps={one.path: one.stamp for one in loaded},
        removed=removed,
    )


def look(
    root: Path, selection: Selection, stamps: Mapping[str, Stamp], hints: Iterable[str]
) -> tuple[set[str], set[str]]:
    """The files to read again, and those that are gone."""
    known: list[str] = []
    suspects: set[str] = set()
    gone: set[str] = set()
    for hint in hints:
        found = scan(root, selection, hint)
        # An event may speak of a change to a file that left no trace in its stamp.
        suspects |= {
            path for path, stamp in found.items() if path == hint or stamps.get(path) != stamp
        }
        if hint in stamps:  # A file is no folder: there can be nothing known below it.
            gone |= {hint} - found.keys()
        else:
            known = known or sorted(stamps)
            gone |= known_at(known, hint) - found.keys()
    return suspects, gone


def known_at(known: Sequence[str], path: str) -> set[str]:
    """Those of the sorted paths that lie at or below a path."""
    if not path:
        return set(known)
    itself = known[bisect_left(known, path) : bisect_right(known, path)]
    below = known[
        bisect_left(known, f"{path}/") : bisect_left(known, f"{path}0")
    ]  # "0" follows "/"
    return {*itself, *below}


def differences(library: Library, loaded: Iterable[Loaded]) -> Iterable[tuple[str, Entry]]:
    """The files with other bytes; one that was only touched is no news."""
    for one in loaded:
        before = library.entries.get(one.path)
        if before is None or before.digest != one.entry.digest:
            yield one.path, last_good(before, one.entry)


def last_good(before: Entry | None, now: Entry) -> Entry:
    """`now`, but a file that has become invalid keeps the last good version of its article."""
    if now.article is None and before is not None and before.article is not None:
        return replace(now, article=before.article)
    return now
