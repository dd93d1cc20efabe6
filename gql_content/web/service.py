"""What runs behind the routes: loading, the repository once it is loaded, the watcher."""

import asyncio
import logging
from collections.abc import Callable
from time import monotonic

from msgspec import Struct

from gql_content.config import Settings
from gql_content.loading import Progress, Snapshots, silent
from gql_content.repository import FileRepository
from gql_content.watcher import Watcher

__all__ = ["Loaded", "LoadingProgress", "Service", "open_repository"]

log = logging.getLogger("gql_content.web")


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
    ) -> None:
        self.settings = settings
        self.repository: FileRepository | None = None
        self.progress = LoadingProgress()
        self._on_loaded = on_loaded
        self._on_progress = on_progress
        self._watcher: Watcher | None = None
        self._starting: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins to load; `repository` is there when that is done."""
        self._starting = asyncio.create_task(self._load())
        self._starting.add_done_callback(tell_failure)

    async def stop(self) -> None:
        """Ends watching and saves what the next start can use."""
        if self._starting is not None:
            await asyncio.wait([self._starting])
        if self._watcher is not None:
            await self._watcher.stop()
        await self._save()

    async def _load(self) -> None:
        began = monotonic()
        settings = self.settings
        repository = await open_repository(settings, self._tell)
        self.repository = repository
        self._watcher = Watcher(
            repository, settings.content, settings.selection, settings.watch, settings.sweep
        )
        self._watcher.start()
        self._on_loaded(loaded(repository, monotonic() - began))
        await self._save()

    def _tell(self, done: int, total: int) -> None:
        self.progress = LoadingProgress(done, total)
        self._on_progress(done, total)

    async def _save(self) -> None:
        try:
            if self.repository is not None:
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
    if error is not None:
        log.critical("The content could not be loaded; there is nothing to serve.", exc_info=error)


async def open_repository(settings: Settings, progress: Progress = silent) -> FileRepository:
    """The content that `settings` name, loaded."""
    snapshots = Snapshots(settings.state_dir, settings.content, settings.selection)
    return await FileRepository.open(
        settings.content,
        settings.selection,
        snapshots=snapshots if settings.state else None,
        progress=progress,
        text_bytes=settings.text_cache,
    )


def loaded(repository: FileRepository, seconds: float) -> Loaded:
    library = repository.library
    return Loaded(
        articles=len(library.articles),
        subjects=len(library.subjects),
        problems=len(library.problems),
        seconds=seconds,
    )
