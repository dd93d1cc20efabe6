from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from gql_content.loading import UNTRUSTED, Stamp, stamp_of

__all__ = ["Aliases"]


class Aliases:
    """The files that have several names, by links of either kind: an event tells of one alone."""

    def __init__(self, others: Mapping[str, frozenset[str]]) -> None:
        self._others = others

    @classmethod
    def among(cls, root: Path, stamps: Mapping[str, Stamp]) -> Self:
        """Those of files below `root` that looked like this."""
        first: dict[int, str] = {}
        names: dict[int, set[str]] = {}
        for path, stamp in stamps.items():
            inode = inode_at(root, path) if stamp == UNTRUSTED else stamp.inode
            if inode > 0 and first.setdefault(inode, path) is not path:
                names.setdefault(inode, {first[inode]}).add(path)
        every = (frozenset(paths) for paths in names.values())
        return cls({path: paths for paths in every for path in paths})

    def of_any(self, paths: Iterable[str]) -> frozenset[str]:
        """All names of the files that have one of these."""
        return frozenset[str]().union(*(self._others.get(path, ()) for path in paths))


def inode_at(root: Path, path: str) -> int:
    try:
        return stamp_of((root / path).stat()).inode
    except OSError:
        return 0
