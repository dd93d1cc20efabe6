"""The bytes of one file, whole and of one moment."""

import os
import signal
import stat
import sys
from contextlib import suppress
from errno import EAGAIN, ELOOP, EMLINK
from pathlib import Path
from time import time_ns

from msgspec import Struct

from gql_content.files.file_stamps import UNFINISHED, Stamp, stamp_of

__all__ = [
    "LARGEST",
    "NotAFile",
    "Read",
    "Reader",
    "TooLarge",
    "is_inside",
    "locate",
    "stable_opener",
]


if sys.platform == "linux":
    import fcntl

    def has_writer(descriptor: int) -> bool:
        """Whether any process has this file, which is open for reading, open for writing.

        The kernel grants a lease on reading only where there is no writer. It is given back at
        once; a signal that would ask for it back is one that nobody minds. Where leases are not to
        be had, on a network's file system or for a file of another user, nobody is seen.
        """
        try:
            fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except OSError as error:
            return error.errno == EAGAIN
        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        return False
else:

    def has_writer(descriptor: int) -> bool:  # noqa: ARG001 - nothing is told here
        """See above; only Linux tells."""
        return False


LARGEST = 1 << 20
ATTEMPTS = 5


class NotAFile(OSError):
    """No file that may be read: a folder, a pipe, or a link out of the root."""


class TooLarge(OSError):
    """The file has more bytes than an article may have."""

    def __init__(self, stamp: Stamp) -> None:
        super().__init__(f"larger than {LARGEST} bytes")
        self.stamp = stamp


class Read(Struct, frozen=True):
    """The bytes of a file and its stamp while they were read.

    `kept` is the stamp by which to tell later whether this is still the file.
    """

    data: bytes
    stamp: Stamp
    kept: Stamp


class Reader:
    """Reads files of one root. It remembers where their folders lie, so it is for one pass only."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: dict[str, str] = {}

    def read(self, path: str) -> Read:
        """The bytes of a file, as they were at one moment.

        Raises `OSError` where it cannot be read, among them `NotAFile` and `TooLarge`.
        """
        folder, _, name = path.rpartition("/")
        if folder not in self._folders:
            self._folders[folder] = locate(self._root, folder)
        try:
            return read_whole(os.path.join(self._folders[folder], name))
        except OSError as error:
            if error.errno not in {ELOOP, EMLINK}:
                raise
        return read_whole(locate(self._root, path))  # The file itself is a link.


def read_whole(located: str) -> Read:
    for _ in range(ATTEMPTS):
        found = read_once(located)
        if found is not None:
            return found
    raise BlockingIOError(EAGAIN, "It keeps changing while it is being read")


def locate(root: Path, path: str) -> str:
    """Where the file really lies; raises `NotAFile` if that is outside of the root."""
    written = os.path.join(root, path)
    real = os.path.realpath(written)
    if not is_inside(real, os.path.realpath(root)):
        raise NotAFile(f"{path} leads out of the content root")
    return real


def read_once(located: str) -> Read | None:
    """None where the file changed under the reader."""
    descriptor, before = opened(located, os.O_RDONLY)
    try:
        if before.st_size > LARGEST:
            raise TooLarge(stamp_of(before))
        read_ns = time_ns()
        data = read_on(descriptor, before.st_size)
        after = stamp_of(os.fstat(descriptor))
        whole = after == stamp_of(before) and len(data) == after.size
        kept = after.settled(read_ns)
        if whole and kept != after:
            # It may be in the midst of being written: its mtime was set when that began.
            wait_for_writer(descriptor)
            os.lseek(descriptor, 0, os.SEEK_SET)
            whole = data == read_on(descriptor, before.st_size)
            kept = UNFINISHED if has_writer(descriptor) else kept
    finally:
        os.close(descriptor)
    return Read(data, after, kept) if whole else None


def wait_for_writer(descriptor: int) -> None:
    """Lets a `write` that is under way end, where a file system locks the file for both."""
    with suppress(OSError):  # An empty file has no data to seek.
        os.lseek(descriptor, 0, os.SEEK_DATA)


def read_on(descriptor: int, size: int) -> bytes:
    """One byte more than expected is asked for, to notice a file that grows."""
    data = os.read(descriptor, size + 1)
    while 0 < len(data) <= size and (more := os.read(descriptor, size + 1 - len(data))):
        data += more
    return data


def stable_opener(located: str, flags: int) -> int:
    """Opens a regular file only: it follows no link and never waits for the writer of a pipe."""
    return opened(located, flags)[0]


def opened(located: str, flags: int) -> tuple[int, os.stat_result]:
    """The same, and what `fstat` says of the file."""
    descriptor = os.open(located, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise NotAFile(f"{os.path.basename(located)} is not a regular file")
    return descriptor, status


def is_inside(path: str, folder: str) -> bool:
    """Whether a real path lies in a real folder or is that folder."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")
