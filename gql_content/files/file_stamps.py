"""What loading learns of files."""

import os

from msgspec import Struct

from gql_content.library import Entry

__all__ = ["TICK_NS", "UNFINISHED", "UNTRUSTED", "Loaded", "Stamp", "stamp_of"]


LARGEST_NUMBER = (1 << 63) - 1


COARSEST_TICK_NS = 2_000_000_000  # of a file system in use (FAT)
TICK_NS = 20_000_000  # two ticks of the clock by which a kernel dates files, at the coarsest


class Stamp(Struct, frozen=True, gc=False):
    """What tells, without reading it, that a file is still the one that was read.

    Programs such as rsync give a file its old mtime back; its ctime, the time of the last change of
    any kind, cannot be set. A file that was copied or linked has another ctime and the same bytes.
    """

    size: int
    mtime_ns: int
    inode: int
    ctime_ns: int = 0

    def settled(self, read_ns: int) -> "Stamp":
        """This stamp if it can be trusted, else one that no file has.

        A file written within a clock tick of its reading may change again and look the same, the
        case that Git calls racy.
        """
        is_settled = self.mtime_ns < read_ns - COARSEST_TICK_NS and (
            self.ctime_ns < read_ns - tick_of(self.ctime_ns)
        )
        return self if is_settled else UNTRUSTED

    def is_touched(self, other: "Stamp") -> bool:
        """Whether a file with these two stamps is likely to have the same bytes."""
        return self.size == other.size and self.mtime_ns == other.mtime_ns


UNTRUSTED = Stamp(-1, -1, -1)
"""The stamp of a file that was written so shortly before that no later stamp can vouch for it."""

UNFINISHED = Stamp(-2, -2, -2)
"""The stamp of a file that somebody had open for writing when it was read."""


class Loaded(Struct, frozen=True, gc=False):
    """One file as it was read."""

    path: str
    stamp: Stamp
    entry: Entry


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp in the answer of `stat`, each number cut to the 64 bits that a snapshot has for it.

    Inodes of overlay file systems use all of theirs, and a time may lie beyond the year 2262.
    """
    mtime_ns, ctime_ns = status.st_mtime_ns, status.st_ctime_ns
    if not -LARGEST_NUMBER <= mtime_ns <= LARGEST_NUMBER:
        mtime_ns = LARGEST_NUMBER if mtime_ns > 0 else -LARGEST_NUMBER
    return Stamp(
        status.st_size, mtime_ns, status.st_ino & LARGEST_NUMBER, ctime_ns & LARGEST_NUMBER
    )


def tick_of(moment_ns: int) -> int:
    """How long files may look the same after a change: whole seconds are of a coarse clock."""
    return TICK_NS if moment_ns % 1_000_000_000 else COARSEST_TICK_NS
