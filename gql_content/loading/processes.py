"""Processes of our own, which run one module of this package.

They are no children of `multiprocessing`, whose ways each break something: a fork copies the locks
of other threads, a spawn runs the main module again, and both hear the Ctrl-C that is meant for us.
"""

import os
import select
import subprocess
import sys
from _thread import start_new_thread  # a scan is over before `threading` is imported

__all__ = ["end_with_parent", "start"]

STANDARD_OUTPUT = 1


def start(module: str, *arguments: str, stdin: int = subprocess.PIPE) -> "subprocess.Popen[bytes]":
    """Runs a module with our import path, its standard output on a pipe."""
    return subprocess.Popen(  # noqa: S603 - our own module, and paths as arguments
        [sys.executable, "-m", module, *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )


def end_with_parent() -> None:
    """Has this process end as soon as the one that started it is gone, however that ended.

    That one alone holds the other end of our standard output. To be told so by the kernel, with
    `PR_SET_PDEATHSIG`, would need Linux, and would speak of the thread that started us.
    """
    start_new_thread(wait_for_parent, ())


def wait_for_parent() -> None:
    """A pipe without a reader is in error, which `poll` reports whatever it is asked for."""
    pipe = select.poll()
    pipe.register(STANDARD_OUTPUT, 0)
    pipe.poll()
    os._exit(1)  # What is under way is for nobody.
