"""Looks at the files of a folder, and takes what has changed, one change after the other."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from pathlib import Path
from time import monotonic, sleep

from msgspec import Struct
from msgspec.structs import replace

from gql_content.files import Stamp
from gql_content.library import Entry, Library
from gql_content.sources.file_filter import Selection
from gql_content.sources.folder_diff import ROOT, Change, Comparison, Differing, Former, identity_of
from gql_content.sources.git_activity import LONGEST_WAIT, GitWork, Span
from gql_content.sources.pending_changes import Aliases, Arriving, Finishing

__all__ = ["Looking"]


FEW = 200  # differences: to look at each by itself takes no longer than to look at everything

FEW_HINTS = 20  # that are looked at while others wait

BREATH_EVERY = 5  # files
BREATH = 0.002

Paths = frozenset[str]


class Look(Struct, frozen=True):
    """What came of a look at a few paths.

    `unfinished` were being written, and `aside` belong to what is being read aside. Where there
    are many differences, or where it is not known where there are any, nothing was taken.
    """

    unfinished: Paths = frozenset()
    aside: Paths = frozenset()
    is_many: bool = False
    is_all: bool = False


NOTHING, ALL = Look(), Look(is_all=True)


class Looking:
    """Knows how the files of a folder looked when they were read.

    A few files are read while all others wait. What it takes long to read, such as a branch that
    Git has switched, is read aside and then taken as one change; meanwhile other files are looked
    at, and those that belong to it are not.
    """

    def __init__(
        self,
        root: Path,
        selection: Selection,
        stamps: dict[str, Stamp],
        library: Callable[[], Library],
        take: Callable[[Change], Awaitable[None]],
    ) -> None:
        """`take` makes the library of a change the current one, which `library` gives."""
        self.stamps = stamps
        self.has_news = False
        self.finishing = Finishing(self.at)
        self._arriving = Arriving()
        self._root = root
        self._selection = selection
        self._library = library
        self._take = take
        self._one_change = asyncio.Lock()
        self._one_large_change = asyncio.Lock()
        self._git = GitWork(root)
        self._git_traces = self._git.traces()
        self._seen_root = identity_of(root)
        self._former = Former()
        self._aliases: Aliases | None = None
        self._turn = self._looks_at_all = 0

    async def at(self, paths: Collection[str]) -> Paths:
        """Takes what `paths` have become, but for those that are still being written: gives these.

        Where Git has been at work, all is compared.
        """
        began, looks, unfinished = monotonic(), self._looks_at_all, frozenset[str]()
        if await self._git.rest() != self._git_traces:
            await self._take_many()
            if self._looks_at_all > looks:  # One that began after this call.
                return unfinished
        looked_at = await self._narrowed(frozenset(paths))
        while True:
            found = await self._look(looked_at, late=monotonic() - began > LONGEST_WAIT)
            if found.is_all:
                await self._take_many()
                if ROOT in self.stamps:
                    return unfinished
                continue
            if found.is_many:
                return unfinished | await self._take_many(anew=True)
            unfinished |= found.unfinished
            is_covered = self._looks_at_all > looks  # What is read was found after this call.
            if found.aside:
                await self._arriving.end()
            if is_covered or not found.aside:
                return unfinished
            looked_at = await self._narrowed(found.aside)

    async def everywhere(self) -> None:
        """Compares the whole folder, and takes what differs.

        That takes as long as there are files. A file that is saved meanwhile need not wait.
        """
        looks = self._looks_at_all
        if await self._git.rest() != self._git_traces or self._root_differs():
            await self._take_many()
            if self._looks_at_all > looks or self._root_differs():
                return
        differing = await self._differing_at_rest()
        self._aliases = None
        if len(differing.paths) > FEW:
            await self._take_many(anew=True)
        else:
            await self.at(differing.paths)

    async def replace(self, entries: Mapping[str, Entry]) -> None:
        """Takes other entries of files with the same bytes, such as another last good version."""
        async with self._one_change:
            library = self._library()
            still = {
                path: entry
                for path, entry in entries.items()
                if (now := library.entries.get(path)) is not None and now.digest == entry.digest
            }
            if still:
                await self._take(Change(library.replaced(still), {}, []))
                self.has_news = True

    async def end_of(self, path: str) -> None:
        """Waits while this file is being written, or read aside."""
        await self.finishing.end_of(path)
        while path in self._arriving.paths:
            await self._arriving.end()

    async def _narrowed(self, paths: Paths) -> Paths:
        """With all names of few files, but without those of many that are as they were."""
        if len(paths) > FEW_HINTS:
            return (await self._differing(paths)).paths
        if self._aliases is None:
            self._aliases = await asyncio.to_thread(Aliases.among, self._root, dict(self.stamps))
        return paths | self._aliases.of_any(paths)

    async def _differing_at_rest(self) -> Differing:
        """How the whole folder differs at a moment when nothing is being read aside."""
        while True:
            await self._arriving.end()
            ended, self._turn = self._arriving.ended, self._turn + 1
            differing = await self._differing(None)
            if ended == self._arriving.ended and not self._arriving.paths:
                return differing

    async def _differing(self, hints: Paths | None) -> Differing:
        """How the folder differs, while others go on taking changes."""
        comparison = self._comparison(dict(self.stamps))
        differing = await asyncio.to_thread(comparison.differing, hints)
        known = {path: stamp for path, stamp in differing.same.items() if path in self.stamps}
        self._note(known)
        return differing

    async def _look(self, paths: Paths, *, late: bool) -> Look:
        """Takes what a few paths have become. Who is `late` does not wait for Git any longer."""
        async with self._one_change:
            traces = await self._git.rest()
            if traces != self._git_traces and not late:
                return ALL
            if not paths:
                return NOTHING
            if self._root_differs():
                return ALL
            comparison, overdue = self._comparison(self.stamps), self.finishing.overdue
            apart, aside = self._arriving.paths, self._arriving.at(paths)
            look, change = await asyncio.to_thread(looked, comparison, paths, apart, overdue)
            if self._git.traces() != traces and not late:
                return ALL
            if change is not None:
                await self._done(change)
            # Of these it does not help that they are as they were: they may be taken otherwise.
            return replace(look, aside=look.aside | aside)

    async def _take_many(self, *, anew: bool = False) -> Paths:
        """Compares all, and takes what differs; gives what was being written.

        Where nobody knows of a difference `anew`, somebody else may have done it meanwhile.
        """
        async with self._one_large_change:
            is_known = self._git.traces() == self._git_traces and not self._root_differs()
            if is_known and not anew:
                return frozenset()
            # What was found in a turn is to be found again, for which it has to be that one still.
            self._turn += not anew
            began, change = monotonic(), None
            while change is None:
                change = await self._many_taken(late=monotonic() - began > LONGEST_WAIT)
            return change.unfinished

    async def _many_taken(self, *, late: bool) -> Change | None:
        """None where Git began again meanwhile, or the root was replaced: all has to be redone."""
        async with self._one_change:
            traces, root = await self._git.rest(), identity_of(self._root)
            comparison = self._comparison(self.stamps)
            if await asyncio.to_thread(comparison.root_is_missing):
                self._git_traces = traces
                return await self._done(comparison.without_root())
            self._looks_at_all += 1
            # What was found before may not be so any more: a file that was gone can be back.
            differing = await asyncio.to_thread(comparison.differing, None)
            if self._git.traces() != traces and not late:
                return None
            span = self._git.span(self._git_traces, traces)
            if span is not None:
                differing = await self._others_taken(comparison, differing, span)
            before, self._git_traces = self._git_traces, traces
        # Nobody comes in between: who waits for the lock goes on when this one waits next.
        with self._arriving.reading(differing.paths):
            try:
                loaded = await asyncio.to_thread(comparison.loaded, differing, self._breathe)
                async with self._one_change:
                    is_whole = (self._git.traces(), identity_of(self._root)) == (traces, root)
                    if not (is_whole or late):
                        return None
                    comparison, overdue = self._comparison(self.stamps), self.finishing.overdue
                    change = await asyncio.to_thread(comparison.change, differing, loaded, overdue)
                    return await self._done(change)
            except BaseException:
                self._git_traces = before  # The next one compares all again.
                raise

    async def _others_taken(
        self, comparison: Comparison, differing: Differing, span: Span
    ) -> Differing:
        """Takes what others than Git have changed, if it is little; gives what is left."""
        others = await asyncio.to_thread(comparison.not_changed_in, span, differing)
        if not 0 < len(others.paths) <= FEW:
            return differing
        loaded = await asyncio.to_thread(comparison.loaded, others)
        await self._done(comparison.change(others, loaded, self.finishing.overdue))
        return differing.without(others.paths)

    def _breathe(self, done: int, _total: int) -> None:
        """Lets a small change go first, which needs the interpreter too."""
        if done % BREATH_EVERY == 0 and self._one_change.locked():
            sleep(BREATH)

    def _comparison(self, stamps: dict[str, Stamp]) -> Comparison:
        return Comparison(
            root=self._root,
            selection=self._selection,
            library=self._library(),
            stamps=stamps,
            seen_root=self._seen_root,
            turn=self._turn,
            former=self._former.entries,
        )

    @property
    def lacks_root(self) -> bool:
        """Whether the content root was missing when it was last looked for."""
        return ROOT in self.stamps or self._seen_root is None

    @property
    def is_busy(self) -> bool:
        """Whether a change is being read, for which somebody may be waiting."""
        return self._one_change.locked() or bool(self._arriving.paths)

    def _root_differs(self) -> bool:
        return ROOT in self.stamps or identity_of(self._root) != self._seen_root

    async def _done(self, change: Change) -> Change:
        before = self._library()
        await self._take(change)
        # Only now, so that a refresh that was cancelled leaves the change to the next one.
        self._former.keep(before.entries, change.library.entries, (*change.removed, *change.stamps))
        self.has_news |= bool(change.removed)
        for path in change.removed:
            self.stamps.pop(path, None)
        self._note(change.stamps)
        if ROOT not in self.stamps:
            self._seen_root = identity_of(self._root)
        self.finishing.begin(change.unfinished)
        return change

    def _note(self, stamps: dict[str, Stamp]) -> None:
        self.has_news |= any(self.stamps.get(path) != stamp for path, stamp in stamps.items())
        self.stamps.update(stamps)


def looked(
    comparison: Comparison, paths: Paths, apart: Paths, overdue: Collection[str]
) -> tuple[Look, Change | None]:
    """What a look at `paths` finds, without those that are read apart, and what it changes."""
    found = comparison.differing(paths)
    here = found.without(apart)
    if len(here.paths) > FEW:
        return Look(is_many=True), None
    change = comparison.change(here, comparison.loaded(here), overdue)
    return Look(change.unfinished, found.paths & apart), change
