"""Work as a user whom permissions bind: root may read and list everything."""

import asyncio
import os
import sys
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["as_nobody"]

NOBODY = 65_534


def as_nobody(work: Callable[[Path], Awaitable[None]]) -> None:
    """Runs `work` on a folder of its own, in a child that may do no more than any other user."""
    with TemporaryDirectory() as folder:
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        child = os.fork()
        if child == 0:
            os._exit(worked(work, Path(folder)))
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0, "see the child's traceback"


def worked(work: Callable[[Path], Awaitable[None]], folder: Path) -> int:
    async def working() -> None:
        await work(folder)

    try:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        asyncio.run(working())
    except BaseException:  # noqa: BLE001 - the child must end here, whatever happens
        traceback.print_exc()
        sys.stderr.flush()
        return 1
    return 0
