"""Processes of our own, which run one module of this package.

They are no children of `multiprocessing`, whose ways each break something: a fork copies the locks
of other threads, a spawn runs the main module again, and both hear the Ctrl-C that is meant for us.
"""

import os
import subprocess
import sys

__all__ = ["start"]


def start(module: str, *arguments: str, stdin: int = subprocess.PIPE) -> "subprocess.Popen[bytes]":
    """Runs a module with our import path, its standard output on a pipe."""
    return subprocess.Popen(  # noqa: S603 - our own module, and paths as arguments
        [sys.executable, "-m", module, *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )
