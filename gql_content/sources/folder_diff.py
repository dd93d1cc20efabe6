"""The next library: what the disk says now about paths that may have changed."""

import os
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gql_content.files import UNFINISHED, UNTRUSTED, Loaded, Progress, Stamp, silent
from gql_content.library import Entry, Library
from gql_content.model import Problem
from gql_content.sources.file_filter import Selection
from gql_content.sources.file_loader import load_found
from gql_content.sources.folder_scan import scan, scan_each
from gql_content.sources.git_activity import Span
from gql_content.sources.last_good_versions import last_good
from gql_content.sources.unchanged_files import altered, confirmed, recognised
from gql_content.sources.unreadable import HIDDEN, UNLISTABLE, hidden, is_obstacle

__all__ = [
    "MOST",
    "ROOT",
    "Change",
    "Comparison",
    "Differing",
    "Former",
    "at_or_below",
    "identity_of",
]


ROOT = "."
"""The path at which a library tells that its root is missing; no file has it."""

RootIdentity = tuple[int, int]


def identity_of(root: Path) -> RootIdentity | None:
    """What tells a folder from another in its place, links followed.

    None where there is none, or one that may not be listed.
    """
    try:
        status = root.stat()
    except OSError:
        return None
    is_listed = root.is_dir() and os.access(root, os.R_OK | os.X_OK)
    return (status.st_dev, status.st_ino) if is_listed else None


def missing_root() -> Entry:
    """What a library says of its root while that is missing."""
    problem = Problem(
        path=ROOT,
        code="ROOT_MISSING",
        message="The content root is gone, was emptied, or may not be listed; what was in it is "
        "still served, without the texts that have not been read yet.",
        remedy="Put the folder back, or mount it again; it is noticed within seconds.",
    )
    return Entry(sha256(b"missing root").digest(), None, (problem,))


class Change(Struct, frozen=True):
    """The next library, and the stamps by which it differs from the one before.

    `unfinished` files were being written: they are in the library as they were before.
    """

    library: Library
    stamps: dict[str, Stamp]
    removed: list[str]
    unfinished: frozenset[str] = frozenset()


class Differing(Struct, frozen=True):
    """Paths at which the disk is not as it was: files to read again, and files that are gone.

    `hidden` are files in folders that may not be listed any more. `same` are files that have the
    same bytes, with the stamps that tell so from now on.
    """

    suspects: Mapping[str, Stamp] = {}
    gone: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    same: Mapping[str, Stamp] = {}

    @property
    def paths(self) -> frozenset[str]:
        """All that may have changed."""
        return self.gone | self.hidden | self.suspects.keys()

    def without(self, paths: Collection[str]) -> "Differing":
        """This, but for what is known of some paths."""
        return Differing(
            suspects={path: one for path, one in self.suspects.items() if path not in paths},
            gone=self.gone.difference(paths),
            hidden=self.hidden.difference(paths),
            same={path: one for path, one in self.same.items() if path not in paths},
        )


class Comparison(Struct, frozen=True):
    """A library, and how the files that it was read from looked then.

    `former` has what stood at some paths before: who switches between branches brings it back.
    """

    root: Path
    selection: Selection
    library: Library
    stamps: Mapping[str, Stamp]
    seen_root: RootIdentity | None
    turn: int = 0
    former: Mapping[str, Entry] = {}

    def differing(self, hints: Collection[str] | None) -> Differing:
        """What a look at the files that `hints` name, or at all, finds; none of them is parsed."""
        found, doubtful = self._look([""] if hints is None else hints)
        suspects = dict(found.suspects)
        if hints is None:
            settled = (
                path
                for path in self.stamps.keys() - found.paths
                if not is_obstacle(self.stamps[path])
            )
            others = altered(self.root, self.library.entries, settled, self.turn)
            suspects |= dict.fromkeys(others, UNTRUSTED)
        same = dict(confirmed(self.root, self.library.entries, doubtful))
        suspects = {path: stamp for path, stamp in suspects.items() if path not in same}
        return replace(found, suspects=suspects, same=same)

    def loaded(self, differing: Differing, progress: Progress = silent) -> list[Loaded]:
        """The files that are to be read again, as they are now."""
        suspects = differing.suspects
        # Others go on changing what is remembered: one question for each path.
        former = {path: one for path in suspects if (one := self.former.get(path)) is not None}
        known = list(recognised(self.root, former))
        unknown = sorted(suspects.keys() - {one.path for one in known})
        in_order = {path: suspects[path] for path in unknown}
        return known + load_found(self.root, in_order, {}, progress)

    def not_changed_in(self, span: Span, differing: Differing) -> Differing:
        """What of it was certainly not changed within a span of time."""
        changed = (path for path in differing.paths if self._may_be_of(span, path))
        return replace(differing.without(frozenset(changed)), same={})

    def _may_be_of(self, span: Span, path: str) -> bool:
        """Of a file that is gone, the folder above it tells when that was at the latest."""
        located = self.root / path
        try:
            return span.holds(located.stat())
        except OSError:
            pass
        try:
            above = next(folder for folder in located.parents if folder.is_dir())
            return not span.is_after(above.stat())
        except (OSError, StopIteration):
            return True

    def change(
        self, differing: Differing, loaded: Sequence[Loaded], overdue: Collection[str] = ()
    ) -> Change:
        """What the library becomes by what was found and read.

        Of unfinished files, those that are `overdue` are taken as they are.
        """
        unfinished = frozenset(
            one.path for one in loaded if one.stamp == UNFINISHED and one.path not in overdue
        )
        taken = [one for one in loaded if one.path not in unfinished]
        taken += self._hidden(differing.hidden)
        vanished = (differing.gone | differing.suspects.keys()) - {one.path for one in taken}
        removed = [path for path in sorted(vanished - unfinished) if path in self.library.entries]
        changed = dict(differences(self.library, taken))
        return Change(
            library=self.library.replaced(changed, removed) if changed or removed else self.library,
            stamps={**differing.same, **{one.path: one.stamp for one in taken}},
            removed=removed,
            unfinished=unfinished,
        )

    def _hidden(self, paths: Iterable[str]) -> list[Loaded]:
        """What has come to lie in a folder that may not be listed, kept as it was."""
        entries = ((path, self.library.entries.get(path)) for path in paths)
        return [hidden(path, one) for path, one in entries if one and one.digest != HIDDEN]

    def root_is_missing(self) -> bool:
        """A new folder in its place counts as one as soon as it holds an article.

        Until then somebody may be filling it, or have unmounted what was there.
        """
        here = identity_of(self.root)
        if here is None:
            return True
        is_another = here != self.seen_root or ROOT in self.stamps
        return is_another and bool(self.library.articles) and not scan(self.root, self.selection)

    def without_root(self) -> Change:
        """All stays as it was, and says so."""
        entry = missing_root()
        stamps = {ROOT: UNTRUSTED}
        if ROOT in self.library.entries:
            return Change(self.library, stamps, [])
        return Change(self.library.replaced({ROOT: entry}), stamps, [])

    def _look(self, hints: Iterable[str]) -> tuple[Differing, set[str]]:
        """What differs, and which files may have been touched only."""
        stamps = self.stamps
        known: list[str] = []
        suspects: dict[str, Stamp] = {}
        doubtful: set[str] = set()
        gone: set[str] = set()
        lost: set[str] = set()
        for hint, found in scan_each(self.root, self.selection, hints):
            for path, stamp in found.items():
                before = stamps.get(path)
                # An event may speak of a change to a file that left no trace in its stamp.
                if path == hint or before != stamp:
                    suspects[path] = stamp
                if before == UNTRUSTED or (before and may_be_same(before, stamp, path == hint)):
                    doubtful.add(path)
            if hint in stamps and stamps[hint] != UNLISTABLE:
                gone |= {hint} - found.keys()  # A file is no folder: nothing can be below it.
            else:
                known = known or sorted(stamps)
                gone |= at_or_below(known, hint) - found.keys()
            for folder in (path for path, stamp in found.items() if stamp == UNLISTABLE):
                known = known or sorted(stamps)
                lost |= at_or_below(known, folder) - found.keys()
        hidden = frozenset(lost - suspects.keys())
        return Differing(suspects, frozenset(gone - lost), hidden), doubtful


def may_be_same(before: Stamp, now: Stamp, is_hint: bool) -> bool:
    """Whether to read a file before it is parsed: it may only have been moved, or had its mode set.

    An event may speak of a change that left no trace in the stamp.
    """
    return is_hint if before == now else before.is_touched(now)


def at_or_below(known: Sequence[str], path: str) -> set[str]:
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


MOST = 10_000


class Former:
    """What stood at some paths before their files changed: the last version of each, up to `MOST`.

    Branches are switched back, and changes reverted; then nothing has to be parsed again.
    """

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def keep(
        self, before: Mapping[str, Entry], after: Mapping[str, Entry], paths: Iterable[str]
    ) -> None:
        """Remembers what has changed at some paths.

        An entry that serves an older article than its file holds belongs to what was there then.
        """
        for path in paths:
            entry = before.get(path)
            if entry is not None and entry is not after.get(path) and not entry.is_stale:
                self.entries.pop(path, None)
                self.entries[path] = entry
        for path in list(islice(self.entries, max(0, len(self.entries) - MOST))):
            del self.entries[path]
