"""A folder that is watched, and what its library becomes."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from gql_content.library import Library
from gql_content.loading import Selection
from gql_content.repository import FileRepository
from gql_content.watcher import Watch, Watcher
from gql_content.watcher import watcher as watching
from tests.folder import write

__all__ = [
    "NEVER",
    "SECONDS",
    "having",
    "point",
    "titled",
    "told_of_each_record",
    "until",
    "watched",
]

NEVER = 3600.0
SECONDS = 20  # after which a change counts as missed

Condition = Callable[[Library], bool]


async def until(repository: FileRepository, condition: Condition) -> Library:
    """The first library from now on that meets a condition."""
    async with asyncio.timeout(SECONDS):
        async for library in repository.libraries():
            if condition(library):
                return library
    raise AssertionError("a stream of libraries has no end")


def having(*paths: str) -> Condition:
    return lambda library: set(library.articles) == set(paths)


def titled(path: str, title: str) -> Condition:
    return lambda library: path in library.articles and library.articles[path].title == title


@asynccontextmanager
async def watched(
    root: Path,
    watch: Watch = Watch.AUTO,
    sweep_seconds: float = NEVER,
    selection: Selection = Selection(),  # noqa: B008 - a frozen value
) -> AsyncGenerator[FileRepository]:
    """The repository of a folder, kept fresh; by then events are on."""
    repository = await FileRepository.open(root, selection)
    watcher = Watcher(repository, root, selection, watch, sweep_seconds)
    watcher.start()
    try:
        if watch in (Watch.AUTO, Watch.NATIVE):
            await events_are_on(root, repository)
        yield repository
    finally:
        async with asyncio.timeout(SECONDS):
            await watcher.stop()


async def events_are_on(root: Path, repository: FileRepository) -> None:
    """Two files come and go: the sweep at the start may notice the first, only events both."""
    for name in ("probe-1.md", "probe-2.md"):
        write(root, {name: "here"})
        await until(repository, lambda library, name=name: name in library.articles)
        (root / name).unlink()
        await until(repository, lambda library, name=name: name not in library.articles)


def point(link: Path, target: str) -> None:
    """Makes a link, or lets it lead elsewhere, in one step."""
    new = link.with_name("new link")
    new.symlink_to(target)
    new.replace(link)


@contextmanager
def told_of_each_record(tell: Callable[[], None]) -> Generator[None]:
    """Calls `tell` at each record in the watcher's log."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002
            tell()

    handler = Handler()
    watching.log.addHandler(handler)
    try:
        yield
    finally:
        watching.log.removeHandler(handler)
