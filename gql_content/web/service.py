"""What runs behind the routes: loading, the repository, the watcher, rules, search."""

import asyncio
import logging
import os
import sqlite3
from collections.abc import Callable
from importlib import import_module
from time import monotonic

from msgspec import Struct

from gql_content.files import Progress, silent
from gql_content.log import import_rendering
from gql_content.model import WatcherStatus
from gql_content.search import SearchIndex, index_fingerprint
from gql_content.settings import Role, Settings
from gql_content.sources import (
    BackgroundLoading,
    Checking,
    FileRepository,
    Loading,
    LoadingStoppedError,
    Watcher,
    hold,
    tidy_states,
)
from gql_content.temporary_folders import remove_orphans
from gql_content.web.cdn_purging import Purging
from gql_content.web.metrics import State
from gql_content.web.problem_log import keep_checked
from gql_content.web.request_middleware import Draining

__all__ = ["Loaded", "Service", "open_repository"]


def prepare() -> None:
    """Imports what a start does not wait for, so that no request will have to."""
    import_rendering()
    import_module("uvicorn.protocols.websockets.auto")


log = logging.getLogger("gql_content.web")

CALM_SECONDS = 1.0


class LoadingProgress(Struct, frozen=True):
    """How far loading has come."""

    done: int = 0
    total: int = 0

    def __str__(self) -> str:
        return f"{self.done} of {self.total} files" if self.total else "looking for files"


class Loaded(Struct, frozen=True):
    """What start-up has to tell."""

    articles: int
    subjects: int
    problems: int
    seconds: float


class Service:
    """The content of one folder from start to stop."""

    def __init__(
        self,
        settings: Settings,
        on_loaded: Callable[[Loaded], None] = lambda _: None,
        on_progress: Progress = silent,
        loading: BackgroundLoading | None = None,
        draining: Draining | None = None,
        on_refreshed: Callable[[float], None] = lambda _: None,
        role: Role = Role.ALONE,
    ) -> None:
        self.settings = settings
        self.repository: FileRepository | None = None
        self.draining = draining or Draining()
        self._on_loaded = on_loaded
        self._on_progress = on_progress
        self._on_refreshed = on_refreshed
        self._role = role
        self._loading = loading
        self._watcher: Watcher | None = None
        self._starting: asyncio.Task[None] | None = None
        self._indexing: asyncio.Task[None] | None = None
        self._mending: asyncio.Task[None] | None = None
        self._checking: asyncio.Task[None] | None = None
        self._following: asyncio.Task[None] | None = None
        self._purging: Purging | None = None
        self._held: int | None = None

    @property
    def progress(self) -> LoadingProgress:
        """How far loading has come."""
        loading = self._loading
        return LoadingProgress(loading.done, loading.total) if loading else LoadingProgress()

    @property
    def revision(self) -> str:
        """That of the content that is served; "" while there is none."""
        return "" if self.repository is None else self.repository.library.revision

    @property
    def has_failed(self) -> bool:
        """Whether loading came to nothing: there will be no content until the next start."""
        task = self._starting
        if task is None or not task.done() or task.cancelled():
            return False
        return task.exception() is not None

    @property
    def state(self) -> State:
        """What is served at the moment, and how changed files are being noticed."""
        watcher = WatcherStatus() if self._watcher is None else self._watcher.status
        if self.repository is None:
            return State(watcher)
        return State(
            watcher,
            self.repository.library,
            self.repository.loaded_at,
            self.repository.latest_problems,
        )

    def start(self) -> None:
        """Begins to load, unless that has begun; `repository` is there when it is done."""
        settings = self.settings
        self._loading = self._loading or BackgroundLoading(
            settings.content, settings.selection, settings.snapshots, self._on_progress
        )
        self._starting = asyncio.create_task(self._load(self._loading))
        self._starting.add_done_callback(tell_failure)

    async def loaded(self) -> None:
        """Returns once there is content; raises what kept it from being loaded."""
        if self._starting is not None:
            await asyncio.shield(self._starting)

    async def stop(self) -> None:
        """Ends watching and saves what the next start can use."""
        if self._loading is not None and self._starting is not None:
            self._loading.stop()
            await asyncio.wait([self._starting])
        if self._watcher is not None:
            await self._watcher.stop()
        await self._save()
        if self.repository is not None:
            await self.repository.close()
        for task in (self._indexing, self._mending, self._checking, self._following):
            if task is not None:
                task.cancel()
                await asyncio.wait([task])
        if self._purging is not None and self.repository is not None:
            await self._purging.finish(self.repository)
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def mend_index(self) -> None:
        """Has the search index brought again, in the background: a search found it lacking."""
        if self.repository is not None and (self._mending is None or self._mending.done()):
            self._mending = asyncio.create_task(bring_index(self.repository))

    async def _load(self, loading: BackgroundLoading) -> None:
        settings = self.settings
        loaded_folder = await asyncio.wrap_future(loading.result)
        repository = repository_of(
            settings, loaded_folder, self._on_refreshed, saves=self._role.saves
        )
        self.repository = repository
        if settings.snapshots is not None:
            self._held = hold(settings.snapshots)
        self._watcher = Watcher(
            repository,
            settings.content,
            settings.selection,
            settings.watch,
            settings.sweep,
            settings.settle / 1000,
        )
        self._watcher.start()
        if self._role.leads:
            await self._save()
        self._on_loaded(loaded(repository, monotonic() - loading.began))
        self._indexing = asyncio.create_task(self._settle(repository))
        self._checking = asyncio.create_task(
            keep_checked(repository, CALM_SECONDS, tells=self._role.saves)
        )
        if settings.purge_url is not None and self._role.saves:  # for of many workers one is enough
            self._purging = Purging(settings.purge_url, settings.purge_secret)
            self._following = asyncio.create_task(self._purging.follow(repository))

    async def _settle(self, repository: FileRepository) -> None:
        """What a start can leave for later, so that the first requests have the cores."""
        await asyncio.sleep(CALM_SECONDS)
        await asyncio.to_thread(prepare)
        await repository.recall()
        await self._save()
        await asyncio.to_thread(self._tidy)
        await keep_indexed(repository)

    def _tidy(self) -> None:
        """Removes what processes that were killed have left behind, and states of former times."""
        if not self._role.saves:
            return
        remove_orphans()
        index = None if self.repository is None else self.repository.index
        if index is not None:
            index.discard_new()
        if self.settings.snapshots is not None:
            tidy_states(self.settings.snapshots)

    async def _save(self) -> None:
        try:
            if self.repository is not None and self._role.saves:
                await self.repository.save()
        except OSError as error:
            log.warning(
                "No snapshot could be saved (%s); the next start parses every file. "
                "Name a writable folder by --state-dir, or turn it off by --no-state.",
                error.strerror,
            )


def tell_failure(loading: asyncio.Task[None]) -> None:
    """A task's exception is silent until somebody asks for it, and here nobody does."""
    error = None if loading.cancelled() else loading.exception()
    if error is not None and not isinstance(error, LoadingStoppedError):
        log.critical("The content could not be loaded; there is nothing to serve.", exc_info=error)


async def keep_indexed(repository: FileRepository) -> None:
    """Brings the search index to every library that a refresh left it behind."""
    async for _ in repository.libraries():
        await bring_index(repository)


async def bring_index(repository: FileRepository) -> None:
    try:
        await repository.bring_index()
    except (OSError, sqlite3.Error):
        log.exception("The search index could not be brought along; the next search tries again.")


async def open_repository(settings: Settings) -> FileRepository:
    """The content that `settings` name, loaded."""
    loading = BackgroundLoading(settings.content, settings.selection, settings.snapshots)
    return repository_of(settings, await asyncio.wrap_future(loading.result))


def repository_of(
    settings: Settings,
    loading: Loading,
    on_refreshed: Callable[[float], None] = lambda _: None,
    *,
    saves: bool = False,
) -> FileRepository:
    snapshots = settings.snapshots
    return FileRepository(
        settings.content,
        settings.selection,
        loading,
        snapshots,
        settings.text_cache,
        SearchIndex(None if snapshots is None else snapshots.beside("search", index_fingerprint())),
        on_refreshed,
        Checking(settings.content, settings.ignore, snapshots, saves=saves)
        if settings.checks
        else None,
    )


def loaded(repository: FileRepository, seconds: float) -> Loaded:
    library = repository.library
    return Loaded(
        articles=len(library.articles),
        subjects=len(library.subjects),
        problems=len(library.problems),
        seconds=seconds,
    )
