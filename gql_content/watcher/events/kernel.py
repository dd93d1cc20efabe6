# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# inotify_simple has no types; nothing of it leaves this file.
"""One instance of inotify(7), with types, and with errors that say what to do."""

import errno
import os
from collections.abc import Sequence
from typing import NamedTuple

from inotify_simple import INotify, flags, parse_events

__all__ = ["COMES", "ENDS", "FOLDER", "GOES", "OPENS", "OVERFLOW", "SETTLES", "Event", "Kernel"]

AT_ONCE = 64 * 1024  # bytes: about a thousand events, one or two milliseconds
SHORT = {
    errno.EMFILE: "no more inotify instances; raise fs.inotify.max_user_instances",
    errno.ENOSPC: "no more inotify watches; raise fs.inotify.max_user_watches",
}

# What can be told of a name in a watched folder, or of the folder where there is no name:
OVERFLOW = int(flags.Q_OVERFLOW)  # events are missing from here on
FOLDER = int(flags.ISDIR)  # the name is, or was, a folder's
ENDS = flags.IGNORED | flags.UNMOUNT  # the watch is no more
COMES = flags.CREATE | flags.MOVED_TO | flags.ATTRIB  # the name may be new, or may be read only now
GOES = flags.DELETE | flags.MOVED_FROM  # the name is gone
OPENS = flags.CREATE | flags.MODIFY  # who writes to this file has, as a rule, still to close it
SETTLES = flags.CLOSE_WRITE | flags.MOVED_TO | GOES  # what was written is complete, or gone

WATCHED = COMES | GOES | OPENS | SETTLES | flags.DONT_FOLLOW | flags.EXCL_UNLINK | flags.ONLYDIR


class Event(NamedTuple):
    """What happened, in bits, under the number of a watch."""

    watch: int
    mask: int
    name: str

    def tells(self, what: int) -> bool:
        """Whether it tells any of this."""
        return bool(self.mask & what)


class Kernel:
    """An instance; `OSError` tells where the machine has no more of them, or no more watches."""

    def __init__(self) -> None:
        try:
            self._inotify = INotify(nonblocking=True)
        except OSError as error:
            raise told(error) from None

    @property
    def descriptor(self) -> int:
        """Readable when there are events."""
        return self._inotify.fileno()

    def watch(self, folder: str) -> int:
        """The number of a folder's watch, which may be one that there is already."""
        try:
            return self._inotify.add_watch(folder, WATCHED)
        except OSError as error:
            raise told(error) from None

    def unwatch(self, number: int) -> None:
        """Ends a watch, if it has not ended by itself."""
        try:
            self._inotify.rm_watch(number)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise

    def events(self) -> Sequence[Event]:
        """Those that wait, but not more than a few milliseconds' worth; none where none wait."""
        try:
            data = os.read(self.descriptor, AT_ONCE)
        except BlockingIOError:
            return ()
        return [Event(one.wd, one.mask, one.name) for one in parse_events(data)]

    def close(self) -> None:
        """Ends all watches."""
        self._inotify.close()


def told(error: OSError) -> OSError:
    remedy = SHORT.get(error.errno or 0)
    return error if remedy is None else OSError(error.errno, remedy)
