"""The next library: what the disk says now about paths that may have changed."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gql_content.library import Entry, Library
from gql_content.loading import (
    HIDDEN,
    NO_FILES,
    UNFINISHED,
    UNLISTABLE,
    UNTRUSTED,
    Loaded,
    Selection,
    Stamp,
    altered,
    confirmed,
    hidden,
    is_obstacle,
    load_found,
    scan,
)
from gql_content.repository.missing_root import ROOT, RootIdentity, identity_of, missing_root

__all__ = ["Change", "Comparison", "last_good"]


class Change(Struct, frozen=True):
    """The next library, and the stamps by which it differs from the one before.

    `unfinished` files were being written: they are in the library as they were before.
    """

    library: Library
    stamps: dict[str, Stamp]
    removed: list[str]
    unfinished: frozenset[str] = frozenset()


class Seen(Struct, frozen=True):
    """The files to read again, those that are gone, and those in folders that cannot be listed."""

    suspects: dict[str, Stamp]
    gone: set[str]
    hidden: set[str]


class Comparison(Struct, frozen=True):
    """A library, and how the files that it was read from looked then."""

    root: Path
    selection: Selection
    library: Library
    stamps: Mapping[str, Stamp]
    seen_root: RootIdentity | None
    turn: int = 0

    def change(
        self, hints: Collection[str] | None, overdue: Collection[str] = frozenset()
    ) -> Change:
        """What the library becomes when the files that `hints` name, or all, are looked at.

        Of unfinished files, those that are `overdue` are taken as they are.
        """
        if self._root_is_missing():
            return self._without_root()
        if hints is None or ROOT in self.stamps:
            seen = self._look_everywhere()
        else:
            seen = self._look(hints)
        same = self._same(seen.suspects)
        suspects = {path: seen.suspects[path] for path in sorted(seen.suspects.keys() - same)}
        loaded = load_found(self.root, suspects, {})
        unfinished = frozenset(
            one.path for one in loaded if one.stamp == UNFINISHED and one.path not in overdue
        )
        loaded = [one for one in loaded if one.path not in unfinished]
        loaded += self._hidden(seen.hidden)
        removed = sorted((seen.gone | suspects.keys()) - unfinished - {one.path for one in loaded})
        removed = [path for path in removed if path in self.library.entries]
        changed = dict(differences(self.library, loaded))
        return Change(
            library=self.library.replaced(changed, removed) if changed or removed else self.library,
            stamps={**same, **{one.path: one.stamp for one in loaded}},
            removed=removed,
            unfinished=unfinished,
        )

    def _same(self, suspects: Iterable[str]) -> dict[str, Stamp]:
        """Suspects only because they had been written shortly before they were read."""
        untrusted = (path for path in suspects if self.stamps.get(path) == UNTRUSTED)
        return dict(confirmed(self.root, self.library.entries, untrusted))

    def differing(self) -> set[str]:
        """The paths at which the disk is not as it was, by stamps and a share of the digests."""
        seen = self._look_everywhere()
        return seen.suspects.keys() | seen.gone

    def _look_everywhere(self) -> Seen:
        seen = self._look([""])
        settled = (
            path
            for path in self.stamps.keys() - seen.suspects.keys() - seen.gone - seen.hidden
            if not is_obstacle(self.stamps[path])
        )
        others = altered(self.root, self.library.entries, settled, self.turn)
        return replace(seen, suspects={**seen.suspects, **dict.fromkeys(others, UNTRUSTED)})

    def _hidden(self, paths: Iterable[str]) -> list[Loaded]:
        """What has come to lie in a folder that may not be listed, kept as it was."""
        entries = ((path, self.library.entries.get(path)) for path in paths)
        return [hidden(path, one) for path, one in entries if one and one.digest != HIDDEN]

    def _root_is_missing(self) -> bool:
        """A new folder in its place counts as one as soon as it holds an article.

        Until then somebody may be filling it, or have unmounted what was there.
        """
        here = identity_of(self.root)
        if here is None:
            return True
        is_another = here != self.seen_root or ROOT in self.stamps
        return is_another and bool(self.library.articles) and not scan(self.root, self.selection)

    def _without_root(self) -> Change:
        """All stays as it was, and says so."""
        entry = missing_root()
        stamps = {ROOT: UNTRUSTED}
        if ROOT in self.library.entries:
            return Change(self.library, stamps, [])
        return Change(self.library.replaced({ROOT: entry}), stamps, [])

    def _look(self, hints: Iterable[str]) -> Seen:
        stamps = self.stamps
        known: list[str] = []
        suspects: dict[str, Stamp] = {}
        gone: set[str] = set()
        lost: set[str] = set()
        for hint in hints:
            found = scan(self.root, self.selection, hint)
            # An event may speak of a change to a file that left no trace in its stamp.
            suspects |= {
                path: stamp
                for path, stamp in found.items()
                if path == hint or stamps.get(path) != stamp
            }
            if hint in stamps and stamps[hint] != UNLISTABLE:
                gone |= {hint} - found.keys()  # A file is no folder: nothing can be below it.
            else:
                known = known or sorted(stamps)
                gone |= known_at(known, hint) - found.keys()
            for folder in (path for path, stamp in found.items() if stamp == UNLISTABLE):
                known = known or sorted(stamps)
                lost |= known_at(known, folder) - found.keys()
        return Seen(suspects, gone - lost, lost - suspects.keys())


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
    """`now`, but a file that has become invalid keeps the last good version of its article.

    What is no file any more has none: who puts a link or a pipe in its place has taken it away.
    """
    if now.digest in NO_FILES:
        return now
    if now.article is None and before is not None and before.article is not None:
        source = replace(before.article.source, stale=True)
        return replace(now, article=replace(before.article, source=source))
    return now
