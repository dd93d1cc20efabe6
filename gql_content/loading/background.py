from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from time import monotonic

from gql_content.loading.folder import Loading, load_folder
from gql_content.loading.progress import Progress, silent
from gql_content.loading.scanning_ahead import ScanAhead
from gql_content.loading.selection import Selection
from gql_content.loading.snapshot import Snapshots

__all__ = ["BackgroundLoading", "LoadingStoppedError"]


class LoadingStoppedError(Exception):
    """Nobody waits for the folder any more."""


class BackgroundLoading:
    """A folder that is being loaded in a thread of its own, from the moment this is made.

    `done` and `total` count files; `result` holds the folder in the end; `began` is monotonic.
    """

    def __init__(
        self,
        root: Path,
        selection: Selection,
        snapshots: Snapshots | None = None,
        progress: Progress = silent,
        ahead: ScanAhead | None = None,
    ) -> None:
        self.began = monotonic()
        self.done = 0
        self.total = 0
        self.result: Future[Loading] = Future()
        self._stopped = False
        self._progress = progress
        self._ahead = ahead
        Thread(target=self._load, args=(root, selection, snapshots), daemon=True).start()

    def stop(self) -> None:
        """Ends loading soon; `result` then raises `LoadingStoppedError`."""
        self._stopped = True
        if self._ahead is not None:
            self._ahead.stop()

    def _load(self, root: Path, selection: Selection, snapshots: Snapshots | None) -> None:
        try:
            scanned = None if self._ahead is None else self._ahead.found
            self.result.set_result(load_folder(root, selection, snapshots, self._tell, scanned))
        except BaseException as error:  # noqa: BLE001 - whoever waits for the result is told
            self.result.set_exception(error)

    def _tell(self, done: int, total: int) -> None:
        if self._stopped:
            raise LoadingStoppedError
        self.done, self.total = done, total
        self._progress(done, total)
