from collections import defaultdict

__all__ = ["Folders"]


class Folders:
    """The watched folders, by the numbers of their watches."""

    def __init__(self) -> None:
        self._paths: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._below: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, number: int, path: str) -> None:
        """Notes that a watch is that of the folder at a path, and of no other."""
        self.forget(number)
        self._paths[number] = path
        self._numbers[path] = number
        self._below[path.rpartition("/")[0]].add(path)

    def path(self, number: int) -> str | None:
        """Where the folder of a watch lies, as far as is known."""
        return self._paths.get(number)

    def forget(self, number: int) -> None:
        """Notes that a watch has ended; the folder may have another one already."""
        path = self._paths.pop(number, None)
        if path is not None and self._numbers.get(path) == number:
            del self._numbers[path]
            self._detach(path)

    def remove(self, path: str) -> list[int]:
        """Forgets a folder and all below it; the numbers of their watches."""
        numbers, paths = list[int](), [path]
        self._detach(path)
        while paths:
            path = paths.pop()
            paths += self._below.pop(path, ())
            number = self._numbers.pop(path, None)
            if number is not None:
                del self._paths[number]
                numbers.append(number)
        return numbers

    def _detach(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        beside = self._below.get(folder)
        if beside is not None:
            beside.discard(path)
            if not beside:
                del self._below[folder]
