__all__ = ["MAX_OPEN_SECONDS", "OpenFiles"]

MAX_OPEN_SECONDS = 0.1  # for programs that write a file and leave it open, which are rare


class OpenFiles:
    """Files that are being written. A file is reported when it is closed, or after a while."""

    def __init__(self) -> None:
        self._due: dict[str, float] = {}  # in order: the first is due next

    def __contains__(self, path: str) -> bool:
        return path in self._due

    def add(self, path: str, now: float) -> None:
        """Adds a file that was written to."""
        self._due.setdefault(path, now + MAX_OPEN_SECONDS)

    def discard(self, path: str) -> None:
        """Removes a file that is complete, or was deleted."""
        self._due.pop(path, None)

    def pop_overdue(self, now: float) -> list[str]:
        """Removes and returns the files that have been open too long."""
        overdue: list[str] = []
        for path, due in self._due.items():
            if due > now:
                break
            overdue.append(path)
        for path in overdue:
            del self._due[path]
        return overdue

    def seconds_left(self, now: float) -> float:
        """The seconds until the next file is overdue; infinite if none is open."""
        return next(iter(self._due.values()), float("inf")) - now
