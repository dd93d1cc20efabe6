"""The progress bar on a terminal; a module of its own, so that rich is imported only for it."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

__all__ = ["LoadingBar"]


class LoadingBar:
    """A progress bar on standard error, shown until `stop`."""

    def __init__(self) -> None:
        self._bar = Progress(
            TextColumn("Reading articles"),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(stderr=True, highlight=False),
            transient=True,
        )
        self._task = self._bar.add_task("", total=None)
        self._bar.start()

    def update(self, done: int, total: int) -> None:
        """Updates the number of files read; may be called from any thread."""
        self._bar.update(self._task, completed=done, total=total)

    def stop(self) -> None:
        """Removes the bar."""
        self._bar.stop()
