"""The progress bar of a terminal, apart: a start without one need not import rich."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

__all__ = ["LoadingBar"]


class LoadingBar:
    """Shown on standard error from the moment this is made, until it is stopped."""

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
        """Files that are read, of how many; may be called from any thread."""
        self._bar.update(self._task, completed=done, total=total)

    def stop(self) -> None:
        """Takes the bar away."""
        self._bar.stop()
