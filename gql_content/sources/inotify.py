# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# inotify_simple has no types; it is used only in this module.
"""One inotify(7) instance, read by the event loop."""

import asyncio
import errno
import os
from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import asynccontextmanager
from time import monotonic
from typing import NamedTuple

from inotify_simple import INotify, flags, parse_events

from gql_content.sources.file_events import (
    TICK_SECONDS,
    EventBatches,
    FolderFilter,
    OpenFiles,
    WatchedFolders,
)

__all__ = ["watch_with_inotify"]


READ_BYTES = 64 * 1024  # about a thousand events, one or two milliseconds
RESOURCE_REMEDIES = {
    errno.EMFILE: "no more inotify instances; raise fs.inotify.max_user_instances",
    errno.ENOSPC: "no more inotify watches; raise fs.inotify.max_user_watches",
}

# What happened to a name in a watched folder, or to the folder itself if there is no name:
OVERFLOW = int(flags.Q_OVERFLOW)  # the queue overflowed: events are missing
IS_FOLDER = int(flags.ISDIR)  # the name is or was a folder
WATCH_ENDED = flags.IGNORED | flags.UNMOUNT  # the watch has ended
APPEARED = flags.CREATE | flags.MOVED_TO | flags.ATTRIB  # the name may be new, or newly readable
VANISHED = flags.DELETE | flags.MOVED_FROM  # the name was removed
WRITING = flags.CREATE | flags.MODIFY  # the file is being written; a close usually follows
WRITTEN = flags.CLOSE_WRITE | flags.MOVED_TO | VANISHED  # the file is complete, or was removed

WATCH_MASK = (
    APPEARED | VANISHED | WRITING | WRITTEN | flags.DONT_FOLLOW | flags.EXCL_UNLINK | flags.ONLYDIR
)


class InotifyEvent(NamedTuple):
    """An event: the number of the watch, the flags, and the name in the watched folder."""

    watch: int
    mask: int
    name: str

    def has_any(self, flags_: int) -> bool:
        """Whether any of the flags is set."""
        return bool(self.mask & flags_)


class Inotify:
    """An inotify instance; raises `OSError` if the system has no more instances or watches."""

    def __init__(self) -> None:
        try:
            self._inotify = INotify(nonblocking=True)
        except OSError as error:
            raise explain_error(error) from None

    @property
    def descriptor(self) -> int:
        """The file descriptor, readable when there are events."""
        return self._inotify.fileno()

    def watch(self, folder: str) -> int:
        """Watches a folder, and returns the number of the watch, possibly an existing one."""
        try:
            return self._inotify.add_watch(folder, WATCH_MASK)
        except OSError as error:
            raise explain_error(error) from None

    def unwatch(self, number: int) -> None:
        """Ends a watch, unless it has already ended."""
        try:
            self._inotify.rm_watch(number)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise

    def read_events(self) -> Sequence[InotifyEvent]:
        """The pending events, at most a few milliseconds' worth."""
        try:
            data = os.read(self.descriptor, READ_BYTES)
        except BlockingIOError:
            return ()
        return [InotifyEvent(event.wd, event.mask, event.name) for event in parse_events(data)]

    def close(self) -> None:
        """Closes the instance, which ends all watches."""
        self._inotify.close()


def explain_error(error: OSError) -> OSError:
    remedy = RESOURCE_REMEDIES.get(error.errno or 0)
    return error if remedy is None else OSError(error.errno, remedy)


BATCH_IDLE_SECONDS = 0.002  # after the last event of a batch
MAX_BATCH_SECONDS = 0.02  # the duration of a batch
RESOURCE_ERRNOS = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC)


async def watch_with_inotify(
    folder: str, folder_filter: FolderFilter, stop: asyncio.Event
) -> EventBatches:
    """Watches a folder until it is deleted. After a queue overflow the batch holds the folder."""
    lost_paths, exists = set[str](), True
    while exists and not stop.is_set():
        async with open_reader(folder, folder_filter, stop) as reader:
            yield lost_paths
            while not (stop.is_set() or reader.is_root_gone or reader.has_overflowed):
                yield await reader.read_batch()
        lost_paths, exists = {folder}, not reader.is_root_gone


@asynccontextmanager
async def open_reader(
    folder: str, folder_filter: FolderFilter, stop: asyncio.Event
) -> AsyncGenerator["EventReader"]:
    inotify = await asyncio.to_thread(Inotify)
    reader = EventReader(inotify, folder, folder_filter)
    wake_on_stop = asyncio.create_task(stop.wait())
    wake_on_stop.add_done_callback(reader.wake)
    try:
        await reader.add_watches({folder})
        yield reader
    finally:
        wake_on_stop.cancel()
        inotify.close()


class EventReader:
    """Reads the events of one inotify instance, and tracks the folders that they name."""

    def __init__(self, inotify: Inotify, root: str, folder_filter: FolderFilter) -> None:
        self.is_root_gone = False
        self.has_overflowed = False
        self._inotify = inotify
        self._root = root
        self._folder_filter = folder_filter
        self._folders = WatchedFolders()
        self._open_files = OpenFiles()
        self._loop = asyncio.get_running_loop()
        self._awake = asyncio.Event()

    def wake(self, _: object = None) -> None:
        """Ends waiting for events."""
        self._awake.set()

    async def add_watches(self, folders: Collection[str]) -> None:
        """Watches folders and all folders below them, if they exist and are readable."""
        watches = await asyncio.to_thread(
            watch_trees, self._inotify, folders, self._root, self._folder_filter
        )
        for number, path in watches:
            self._folders.add(number, path)

    async def read_batch(self) -> set[str]:
        """The paths of the next batch of events; empty if there are none for a while."""
        paths = set[str]()
        if await self._wait_for_events(
            min(TICK_SECONDS, self._open_files.seconds_left(monotonic()))
        ):
            until = monotonic() + MAX_BATCH_SECONDS
            while True:
                paths |= await self._read_paths()
                if monotonic() > until or not await self._wait_for_events(BATCH_IDLE_SECONDS):
                    break
        return paths.union(self._open_files.pop_overdue(monotonic()))

    async def _wait_for_events(self, timeout_seconds: float) -> bool:
        """Waits for events or `wake`; False after `timeout_seconds`."""
        self._awake.clear()
        self._loop.add_reader(self._inotify.descriptor, self.wake)
        try:
            async with asyncio.timeout(timeout_seconds):
                return await self._awake.wait()
        except TimeoutError:
            return False
        finally:
            self._loop.remove_reader(self._inotify.descriptor)

    async def _read_paths(self) -> set[str]:
        paths, new_folders = set[str](), set[str]()
        for event in self._inotify.read_events():
            self._handle_event(event, paths, new_folders)
        if new_folders:
            await self.add_watches(new_folders)
        return paths | new_folders

    def _handle_event(self, event: InotifyEvent, paths: set[str], new_folders: set[str]) -> None:
        folder = self._folders.get_path(event.watch)
        if event.has_any(OVERFLOW):
            self.has_overflowed = True
        elif event.has_any(WATCH_ENDED):
            self.is_root_gone = self.is_root_gone or folder == self._root
            self._folders.remove_watch(event.watch)
        elif folder is not None:
            path = f"{folder}/{event.name}" if event.name else folder
            if event.has_any(IS_FOLDER):
                self._handle_folder_event(event, path, new_folders)
                paths.add(path)
            elif event.has_any(WRITING):
                self._open_files.add(path, monotonic())
            elif event.has_any(WRITTEN) or path not in self._open_files:
                self._open_files.discard(path)
                paths.add(path)

    def _handle_folder_event(self, event: InotifyEvent, path: str, new_folders: set[str]) -> None:
        if event.has_any(VANISHED):
            new_folders.discard(path)
            for number in self._folders.remove_tree(path):
                self._inotify.unwatch(number)
        elif event.has_any(APPEARED) and self._folder_filter(path):
            new_folders.add(path)


def watch_trees(
    inotify: Inotify, folders: Collection[str], root: str, folder_filter: FolderFilter
) -> list[tuple[int, str]]:
    """Watches folders and all folders below them. Each is watched before it is scanned."""
    watches: list[tuple[int, str]] = []
    paths = list(folders)
    while paths:
        path = paths.pop()
        try:
            watches.append((inotify.watch(path), path))
            with os.scandir(path) as entries:
                paths += [
                    entry.path
                    for entry in entries
                    if entry.is_dir(follow_symlinks=False) and folder_filter(entry.path)
                ]
        except OSError as error:
            if path == root or error.errno in RESOURCE_ERRNOS:
                raise
            # It was deleted again, or is not readable.
    return watches
