"""The next library: what the disk says now about paths that may have changed."""

from collections.abc import Collection, Iterable, Mapping
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
    named = {""} if hints is None else set(hints)
    suspects, gone = look(root, selection, stamps, named)
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
    suspects: set[str] = set()
    gone: set[str] = set()
    for hint in hints:
        if hint and is_file(root, hint):
            # An event may speak of a change that left no trace in the stamp.
            suspects |= {hint} if selection.takes(hint) else set()
            continue
        found = scan(root, selection, hint) if selection.takes_below(hint) else {}
        suspects |= {path for path, stamp in found.items() if stamps.get(path) != stamp}
        gone |= known_below(stamps, hint) - found.keys()
    return suspects, gone


def is_file(root: Path, path: str) -> bool:
    return (root / path).is_file()


def known_below(stamps: Mapping[str, Stamp], path: str) -> set[str]:
    if not path:
        return set(stamps)
    prefix = f"{path}/"
    return {known for known in stamps if known == path or known.startswith(prefix)}


def differences(library: Library, loaded: Iterable[Loaded]) -> Iterable[tuple[str, Entry]]:
    for one in loaded:
        entry = last_good(library.entries.get(one.path), one.entry)
        if entry != library.entries.get(one.path):
            yield one.path, entry


def last_good(before: Entry | None, now: Entry) -> Entry:
    """`now`, but a file that has become invalid keeps the last good version of its article."""
    if now.article is None and before is not None and before.article is not None:
        return replace(now, article=before.article)
    return now
