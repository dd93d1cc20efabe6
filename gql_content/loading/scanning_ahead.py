"""A scan on another core, begun before there is anything to compare it with."""

import subprocess
from pathlib import Path

import msgspec

from gql_content.loading.found import Found
from gql_content.loading.processes import start
from gql_content.loading.scanning import scan
from gql_content.loading.selection import Selection

__all__ = ["ScanAhead"]


class ScanAhead:
    """A scan that is under way in a process of its own, from the moment this is made.

    A start has other things to do meanwhile: in a thread they would share one core with it.
    """

    def __init__(self, root: Path, selection: Selection) -> None:
        self._root = root
        self._selection = selection
        arguments = (str(root), msgspec.json.encode(selection).decode())
        self._process = start("gql_content.loading.scanner", *arguments, stdin=subprocess.DEVNULL)

    def found(self) -> Found:
        """What `scan` gives, or raises; a process that fails is no reason to find nothing."""
        written, _ = self._process.communicate()
        try:
            return msgspec.msgpack.decode(written, type=Found)
        except (msgspec.MsgspecError, ValueError):
            return Found.of(scan(self._root, self._selection))

    def stop(self) -> None:
        """Ends the process; who waits for it scans, or is stopped too."""
        self._process.kill()
