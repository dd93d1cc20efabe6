# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# inotify_simple has no types; it is used only in this module.
"""A typed inotify(7) instance, whose errors name the remedy."""

import errno
import os
from collections.abc import Sequence
from typing import NamedTuple

from inotify_simple import INotify, flags, parse_events

__all__ = [
    "APPEARED",
    "IS_FOLDER",
    "OVERFLOW",
    "VANISHED",
    "WATCH_ENDED",
    "WRITING",
    "WRITTEN",
    "Inotify",
    "InotifyEvent",
]

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
