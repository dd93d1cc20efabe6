"""Linux's own file events, read by the loop itself.

No thread stands by for them: each time such a thread wakes, it takes the interpreter from a busy
server. And a queue that has overflowed says so.
"""

import asyncio
import errno
import os
from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from time import monotonic

from gql_content.watcher.events.batch import TICK_SECONDS, Batches, MayHold
from gql_content.watcher.events.folders import Folders
from gql_content.watcher.events.kernel import (
    COMES,
    ENDS,
    FOLDER,
    GOES,
    OPENS,
    OVERFLOW,
    SETTLES,
    Event,
    Kernel,
)
from gql_content.watcher.events.unclosed import Unclosed

__all__ = ["batches"]

QUIET_SECONDS = 0.002  # after the last event of a batch
LONGEST_SECONDS = 0.02  # for which a batch is collected
SHORTAGES = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC)


async def batches(folder: str, may_hold: MayHold, stop: asyncio.Event) -> Batches:
    """Follows a folder until it is gone; where events have been lost, it is in the batch itself."""
    lost, is_there = set[str](), True
    while is_there and not stop.is_set():
        async with opened(folder, may_hold, stop) as inbox:
            yield lost
            while not (stop.is_set() or inbox.is_gone or inbox.has_overflown):
                yield await inbox.batch()
        lost, is_there = {folder}, not inbox.is_gone


@asynccontextmanager
async def opened(folder: str, may_hold: MayHold, stop: asyncio.Event) -> AsyncGenerator["Inbox"]:
    kernel = await asyncio.to_thread(Kernel)
    inbox = Inbox(kernel, folder, may_hold)
    waking = asyncio.create_task(stop.wait())
    waking.add_done_callback(inbox.wake)
    try:
        await inbox.follow({folder})
        yield inbox
    finally:
        waking.cancel()
        kernel.close()


class Inbox:
    """The events of one instance of inotify, and what is known of the folders that they name."""

    def __init__(self, kernel: Kernel, root: str, may_hold: MayHold) -> None:
        self.is_gone = False  # the root
        self.has_overflown = False
        self._kernel = kernel
        self._root = root
        self._may_hold = may_hold
        self._folders = Folders()
        self._unclosed = Unclosed()
        self._loop = asyncio.get_running_loop()
        self._awake = asyncio.Event()

    def wake(self, _: object = None) -> None:
        """Ends waiting for events."""
        self._awake.set()

    async def follow(self, tops: Collection[str]) -> None:
        """Watches folders and all those in them, as far as they are there and may be read."""
        found = await asyncio.to_thread(watch_all, self._kernel, tops, self._root, self._may_hold)
        for number, path in found:
            self._folders.add(number, path)

    async def batch(self) -> set[str]:
        """The paths of events that come together; none where none come for a while."""
        paths = set[str]()
        if await self._something(min(TICK_SECONDS, self._unclosed.left(monotonic()))):
            until = monotonic() + LONGEST_SECONDS
            while True:
                paths |= await self._read()
                if monotonic() > until or not await self._something(QUIET_SECONDS):
                    break
        return paths.union(self._unclosed.overdue(monotonic()))

    async def _something(self, within: float) -> bool:
        """Whether there is something to be read, or to be done, within so many seconds."""
        self._awake.clear()
        self._loop.add_reader(self._kernel.descriptor, self.wake)
        try:
            async with asyncio.timeout(within):
                return await self._awake.wait()
        except TimeoutError:
            return False
        finally:
            self._loop.remove_reader(self._kernel.descriptor)

    async def _read(self) -> set[str]:
        told, new = set[str](), set[str]()
        for event in self._kernel.events():
            self._take(event, told, new)
        if new:
            await self.follow(new)
        return told | new

    def _take(self, event: Event, told: set[str], new: set[str]) -> None:
        folder = self._folders.path(event.watch)
        if event.tells(OVERFLOW):
            self.has_overflown = True
        elif event.tells(ENDS):
            self.is_gone = self.is_gone or folder == self._root
            self._folders.forget(event.watch)
        elif folder is not None:
            path = f"{folder}/{event.name}" if event.name else folder
            if event.tells(FOLDER):
                self._take_folder(event, path, new)
                told.add(path)
            elif event.tells(OPENS):
                self._unclosed.opened(path, monotonic())
            elif event.tells(SETTLES) or path not in self._unclosed:
                self._unclosed.closed(path)
                told.add(path)

    def _take_folder(self, event: Event, path: str, new: set[str]) -> None:
        if event.tells(GOES):
            new.discard(path)
            for number in self._folders.remove(path):
                self._kernel.unwatch(number)
        elif event.tells(COMES) and self._may_hold(path):
            new.add(path)


def watch_all(
    kernel: Kernel, tops: Collection[str], root: str, may_hold: MayHold
) -> list[tuple[int, str]]:
    """The watches of folders and of all in them, each before what is in it is looked at."""
    found: list[tuple[int, str]] = []
    paths = list(tops)
    while paths:
        path = paths.pop()
        try:
            found.append((kernel.watch(path), path))
            with os.scandir(path) as entries:
                paths += [
                    entry.path
                    for entry in entries
                    if entry.is_dir(follow_symlinks=False) and may_hold(entry.path)
                ]
        except OSError as error:
            if path == root or error.errno in SHORTAGES:
                raise
            # It is gone again, or may not be read.
    return found
