"""Brings the last good versions of invalid files together with what others know of them."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Collection, Mapping
from pathlib import Path

from cachetools import LRUCache

from gql_content.library import Entry, Library
from gql_content.sources.folder_diff import ROOT
from gql_content.sources.git_versions import Committed, Version, committed_versions
from gql_content.sources.last_good_versions import LastVersions, is_invalid, later, with_version
from gql_content.sources.text_cache import LastTexts

__all__ = ["Recalling"]


log = logging.getLogger("gql_content.repository")

MOST_ANSWERS = 1_000  # of Git
MOMENT = 1.0  # seconds after which other processes have seen the same change

Take = Callable[[Mapping[str, Entry]], Awaitable[None]]


class Recalling:
    """Has each invalid file served by the version that all processes and clones agree on.

    A file that becomes invalid is first served by the version that was served before. Then the
    version is kept for other processes, theirs is considered, and Git is asked.
    """

    def __init__(
        self,
        root: Path,
        library: Callable[[], Library],
        take: Take,
        texts: LastTexts,
        versions: LastVersions | None,
    ) -> None:
        """`take` makes entries those of the current library, which `library` gives."""
        self._root = root
        self._library = library
        self._take = take
        self._texts = texts
        self._versions = versions
        self._can_write = versions is not None
        self._committed: LRUCache[tuple[str, bytes], Committed] = LRUCache(MOST_ANSWERS)
        self._invalid: set[str] = set()
        self._valid: set[str] = set()
        self._mark = 0
        self._task: asyncio.Task[None] | None = None
        self._second_look: asyncio.TimerHandle | None = None
        self._stopped = False

    def follow(self, before: Library, after: Library, paths: Collection[str]) -> None:
        """Begins to do what is to be done where files at some paths have changed."""
        for path in paths:
            was, now = before.entries.get(path), after.entries.get(path)
            if was is now:
                continue
            if now is not None and is_invalid(now):
                self._invalid.add(path)
            elif was is not None and is_invalid(was):
                self._valid.add(path)
        if (self._invalid or self._valid) and not self._stopped:
            self._begin()

    async def everything(self) -> None:
        """Considers every invalid file again, if another process has changed what is kept."""
        self._look_again()
        await self.settled()

    async def tidy(self) -> None:
        """Lets go of the versions of files that have become valid while no service was running."""
        if self._versions is not None:
            await asyncio.to_thread(self._tidy, self._versions, self._library())

    async def settled(self) -> None:
        """Waits until nothing is being done."""
        while self._task is not None and not self._task.done():
            await asyncio.wait([self._task])

    async def stop(self) -> None:
        """Ends what is under way; what is not kept yet is."""
        self._stopped = True
        if self._second_look is not None:
            self._second_look.cancel()
        await self.settled()

    def _look_again(self) -> None:
        """Where there is no folder, all that is to be kept has to be written."""
        mark = 0 if self._versions is None else self._versions.mark()
        if mark == 0 or mark != self._mark:
            self._invalid.update(invalid_in(self._library()))
        if self._invalid and not self._stopped:
            self._begin()

    def _begin(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())

    async def _work(self) -> None:
        while self._invalid or self._valid:
            invalid, self._invalid = self._invalid, set()
            valid, self._valid = self._valid, set()
            library = self._library()
            changed = await asyncio.to_thread(self._decide, library, invalid, valid)
            if changed:
                await self._take(changed)
        if self._versions is not None and not self._stopped:
            self._second_look = asyncio.get_running_loop().call_later(MOMENT, self._see_others)

    def _see_others(self) -> None:
        """Has what other processes have kept meanwhile considered too."""
        if self._versions is not None and self._versions.mark() != self._mark:
            self._look_again()

    def _decide(
        self, library: Library, invalid: Collection[str], valid: Collection[str]
    ) -> dict[str, Entry]:
        """The entries of files of which another version is to be served; keeps what was decided."""
        self._mark = 0 if self._versions is None else self._versions.mark()
        entries = {
            path: entry
            for path in invalid
            if path != ROOT and (entry := library.entries.get(path)) and is_invalid(entry)
        }
        self._ask(entries)
        changed: dict[str, Entry] = {}
        for path, entry in entries.items():
            version = self._decided(path, entry)
            if version is None:
                continue
            self._keep(version)
            before = entry.article
            if before is None or before.source.digest != version.article.source.digest:
                changed[path] = with_version(entry, version.article)
        self._forget([path for path in valid if path not in entries])
        return changed

    def _ask(self, entries: Mapping[str, Entry]) -> None:
        """Asks Git of the files of which it was not asked yet."""
        asked = {
            path: entry.digest
            for path, entry in entries.items()
            if (path, entry.digest) not in self._committed
        }
        found = committed_versions(self._root, asked)
        for path, digest in asked.items():
            answer = found.get(path, Committed())
            self._committed[path, digest] = answer
            if answer.version is not None and answer.version.texts is not None:
                self._texts.remember(answer.version.article.source.digest, answer.version.texts)

    def _decided(self, path: str, entry: Entry) -> Version | None:
        kept = None if self._versions is None else self._versions.read(path)
        known = later(entry.article, kept.article if kept else None)
        article = self._committed.get((path, entry.digest), Committed()).last(known)
        if article is None:
            return None
        digest = article.source.digest
        if kept is not None and kept.article.source.digest == digest and kept.texts is not None:
            return kept
        return Version(article, self._texts.remembered(digest))

    def _keep(self, version: Version) -> None:
        if self._versions is None or not self._can_write:
            return
        try:
            self._versions.keep(version)
        except OSError as error:
            self._can_write = False  # It would say so after each change.
            log.warning(
                "The last good version of an invalid file could not be saved (%s); it may be "
                "missing after a restart. Name a writable folder by --state-dir.",
                error.strerror,
            )

    def _forget(self, paths: Collection[str]) -> None:
        if self._versions is not None:
            try:
                self._versions.forget(paths)
            except OSError:
                self._can_write = False

    def _tidy(self, versions: LastVersions, library: Library) -> None:
        """A file that is not known here may be known to a service with other settings."""
        entries = library.entries
        self._forget(
            [
                path
                for path in versions.paths()
                if (
                    not is_invalid(entries[path])
                    if path in entries
                    else self._root.is_dir() and not os.path.lexists(self._root / path)
                )
            ]
        )


def invalid_in(library: Library) -> list[str]:
    """The files that are invalid; all of them have problems."""
    entries = library.entries
    return [path for path in library.troubled if is_invalid(entries[path])]
