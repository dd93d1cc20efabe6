"""Helpers for watched folders."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from gql_content.library import Library
from gql_content.sources import FileRepository, Selection, Watch, Watcher
from gql_content.sources import watcher as watching
from tests.folder import write

__all__ = [
    "NO_SWEEP_SECONDS",
    "TIMEOUT_SECONDS",
    "has_paths",
    "has_title",
    "on_each_log_record",
    "open_watched",
    "replace_link",
    "wait_until",
]

NO_SWEEP_SECONDS = 3600.0
TIMEOUT_SECONDS = 20  # after which a change counts as missed

Condition = Callable[[Library], bool]


async def wait_until(repository: FileRepository, condition: Condition) -> Library:
    """Waits for a library that meets a condition, and returns it."""
    async with asyncio.timeout(TIMEOUT_SECONDS):
        async for library in repository.libraries():
            if condition(library):
                return library
    raise AssertionError("the stream of libraries ended")


def has_paths(*paths: str) -> Condition:
    return lambda library: set(library.articles) == set(paths)


def has_title(path: str, title: str) -> Condition:
    return lambda library: path in library.articles and library.articles[path].title == title


@asynccontextmanager
async def open_watched(
    root: Path,
    watch: Watch = Watch.AUTO,
    sweep_seconds: float = NO_SWEEP_SECONDS,
    selection: Selection = Selection(),  # noqa: B008 - a frozen value
) -> AsyncGenerator[FileRepository]:
    """A repository whose folder is watched; events are already available."""
    repository = await FileRepository.open(root, selection)
    watcher = Watcher(repository, root, selection, watch, sweep_seconds)
    watcher.start()
    try:
        if watch in (Watch.AUTO, Watch.NATIVE):
            await wait_for_events(root, repository)
        yield repository
    finally:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            await watcher.stop()


async def wait_for_events(root: Path, repository: FileRepository) -> None:
    """Waits until events are available: the initial sweep can find one probe, but not both."""
    for name in ("probe-1.md", "probe-2.md"):
        write(root, {name: "probe"})
        await wait_until(repository, lambda library, name=name: name in library.articles)
        (root / name).unlink()
        await wait_until(repository, lambda library, name=name: name not in library.articles)


def replace_link(link: Path, target: str) -> None:
    """Creates or changes a link atomically."""
    new = link.with_name("new link")
    new.symlink_to(target)
    new.replace(link)


@contextmanager
def on_each_log_record(callback: Callable[[], None]) -> Generator[None]:
    """Calls `callback` for each record of the watcher's log."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002
            callback()

    handler = Handler()
    watching.log.addHandler(handler)
    try:
        yield
    finally:
        watching.log.removeHandler(handler)
