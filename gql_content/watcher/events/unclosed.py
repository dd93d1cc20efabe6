__all__ = ["PATIENCE_SECONDS", "Unclosed"]

PATIENCE_SECONDS = 0.1  # for a program that writes a file and lets it open; few do


class Unclosed:
    """Files that are being written: a file is told of when it is closed, or after a while."""

    def __init__(self) -> None:
        self._due: dict[str, float] = {}  # the first is the next

    def __contains__(self, path: str) -> bool:
        return path in self._due

    def opened(self, path: str, now: float) -> None:
        """Notes that something was written to a file."""
        self._due.setdefault(path, now + PATIENCE_SECONDS)

    def closed(self, path: str) -> None:
        """Notes that it is complete, or gone."""
        self._due.pop(path, None)

    def overdue(self, now: float) -> list[str]:
        """Those that are not waited for any longer."""
        found: list[str] = []
        for path, due in self._due.items():
            if due > now:
                break
            found.append(path)
        for path in found:
            del self._due[path]
        return found

    def left(self, now: float) -> float:
        """The seconds until the next is overdue; infinite where none is open."""
        return next(iter(self._due.values()), float("inf")) - now
