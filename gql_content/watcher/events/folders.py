from collections import defaultdict

__all__ = ["WatchedFolders"]


class WatchedFolders:
    """The watched folders, by the numbers of their watches."""

    def __init__(self) -> None:
        self._paths: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._children: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, number: int, path: str) -> None:
        """Assigns a watch to the folder at a path."""
        self.remove_watch(number)
        self._paths[number] = path
        self._numbers[path] = number
        self._children[path.rpartition("/")[0]].add(path)

    def get_path(self, number: int) -> str | None:
        """The path of a watch's folder, if known."""
        return self._paths.get(number)

    def remove_watch(self, number: int) -> None:
        """Removes a watch that has ended; its folder may already have another one."""
        path = self._paths.pop(number, None)
        if path is not None and self._numbers.get(path) == number:
            del self._numbers[path]
            self._detach(path)

    def remove_tree(self, path: str) -> list[int]:
        """Removes a folder and all folders below it, and returns the numbers of their watches."""
        numbers, paths = list[int](), [path]
        self._detach(path)
        while paths:
            path = paths.pop()
            paths += self._children.pop(path, ())
            number = self._numbers.pop(path, None)
            if number is not None:
                del self._paths[number]
                numbers.append(number)
        return numbers

    def _detach(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        siblings = self._children.get(folder)
        if siblings is not None:
            siblings.discard(path)
            if not siblings:
                del self._children[folder]
