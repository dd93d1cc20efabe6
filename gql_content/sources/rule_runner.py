"""Applies the rules in the background, some time after a change."""

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from msgspec import Struct

from gql_content.library import Library
from gql_content.model import Problem
from gql_content.sources.snapshot import Snapshots

if TYPE_CHECKING:
    from gql_content.rules import RuleEngine

__all__ = ["Checking", "Found"]


log = logging.getLogger("gql_content.repository")

PATIENCE = 1.0  # seconds; the rules take a fraction of it for a saved file
WORTH_SAVING = 500
BREATH_EVERY = 20  # articles
BREATH = 0.001  # seconds in which requests have the interpreter to themselves


class StoppedError(Exception):
    """Raised within the checking thread to end it."""


class Found(Struct, frozen=True):
    """What is wrong in one library; `checked` tells whether the rules have been applied to it."""

    revision: str
    problems: tuple[Problem, ...]
    checked: bool


class Checking:
    """Keeps what the rules find at the revision of a repository's library."""

    def __init__(
        self,
        root: Path,
        ignore: tuple[str, ...],
        snapshots: Snapshots | None,
        *,
        saves: bool = True,
    ) -> None:
        """What is known is read from beside `snapshots`, and written where this one `saves`."""
        self._root = root
        self._ignore = ignore
        self._snapshots = snapshots
        self._place: Path | None = None
        self._saves = saves and snapshots is not None
        self._inspector: RuleEngine | None = None
        self._found: Found | None = None
        self._done = asyncio.Event()
        self._articles = 0
        self._stopped = False

    async def bring(self, library: Library) -> Found:
        """Applies the rules to `library`, however long that takes; for one caller at a time."""
        try:
            self._found = found = await asyncio.to_thread(self._inspect, library)
        except StoppedError:
            found = Found(library.revision, library.problems, checked=False)
        done, self._done = self._done, asyncio.Event()
        done.set()
        return found

    async def found(self, library: Library) -> Found:
        """What is wrong in `library`, as far as it is known within a moment.

        Nothing is waited for before the rules have been applied for the first time.
        """
        if self._found is not None and self._at(library) is None:
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    while self._at(library) is None:
                        await self._done.wait()
        return self._at(library) or Found(library.revision, library.problems, checked=False)

    def latest(self, library: Library) -> tuple[Problem, ...]:
        """What was found when the rules were last applied; before, what is wrong in `library`."""
        return library.problems if self._found is None else self._found.problems

    async def close(self) -> None:
        """Ends what is under way and saves what is new."""
        self._stopped = True
        await asyncio.to_thread(self._save, 1)

    def _at(self, library: Library) -> Found | None:
        found = self._found
        return found if found is not None and found.revision == library.revision else None

    def _inspect(self, library: Library) -> Found:
        if self._inspector is None:
            self._inspector = self._new_inspector()
        today = datetime.now(UTC).date()
        findings = self._inspector.check(library, today, lambda _done, _total: self._breathe())
        self._save(WORTH_SAVING)
        return Found(findings.revision, findings.problems, checked=True)

    def _new_inspector(self) -> "RuleEngine":
        # In the thread, and only now: the rules take long to import, and a start needs them not.
        from gql_content.rules import FindingsCache, RuleEngine, get_findings_path, read_rule_config

        self._place = None if self._snapshots is None else get_findings_path(self._snapshots)
        return RuleEngine(
            self._root,
            read_rule_config(self._root, self._ignore),
            FindingsCache() if self._place is None else FindingsCache.read(self._place),
            processes=1,
            checkpoint=self._breathe,
        )

    def _breathe(self) -> None:
        if self._stopped:
            raise StoppedError
        self._articles += 1
        if self._articles % BREATH_EVERY == 0:
            sleep(BREATH)

    def _save(self, least: int) -> None:
        inspector, place = self._inspector, self._place
        if (
            not self._saves
            or inspector is None
            or place is None
            or inspector.cache.unsaved_count < least
        ):
            return
        try:
            inspector.cache.write(place)
        except OSError as error:
            self._saves = False  # It would say so after each change.
            log.warning(
                "What the rules found could not be saved (%s); the next start applies them anew. "
                "Name a writable folder by --state-dir, or turn it off by --no-state.",
                error.strerror,
            )
