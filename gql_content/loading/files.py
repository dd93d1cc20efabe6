"""What loading learns of files."""

import os

from msgspec import Struct

from gql_content.library import Entry

__all__ = ["UNFINISHED", "UNTRUSTED", "Loaded", "Stamp", "stamp_of"]


LARGEST_NUMBER = (1 << 63) - 1


class Stamp(Struct, frozen=True, gc=False):
    """What tells, without reading it, that a file is still the one that was read."""

    size: int
    mtime_ns: int
    inode: int

    def settled(self, read_ns: int) -> "Stamp":
        """This stamp if it can be trusted, else one that no file has.

        A file written within a clock tick of its reading may change again without a new mtime, the
        case that Git calls racy. Two seconds is the coarsest tick of a file system in use (FAT).
        """
        return self if self.mtime_ns < read_ns - 2_000_000_000 else UNTRUSTED


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
    mtime_ns = status.st_mtime_ns
    if not -LARGEST_NUMBER <= mtime_ns <= LARGEST_NUMBER:
        mtime_ns = LARGEST_NUMBER if mtime_ns > 0 else -LARGEST_NUMBER
    return Stamp(status.st_size, mtime_ns, status.st_ino & LARGEST_NUMBER)
