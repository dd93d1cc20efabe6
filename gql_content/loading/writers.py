"""Whether somebody has a file open for writing, as far as the system tells."""

import signal
import sys
from contextlib import suppress
from errno import EAGAIN

__all__ = ["has_writer"]

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
