"""What a scan finds, in columns: quick to send and to compare."""

from array import array
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Self

from msgspec import Struct
from msgspec.structs import astuple

from gql_content.loading.files import Stamp

__all__ = ["BETWEEN", "Found"]

BETWEEN = "\n"  # which stands in no path: a name with control characters is never found


class Found(Struct, frozen=True, array_like=True):
    """Files by path, in that order, and their stamps, four numbers of eight bytes each."""

    paths: str
    stamps: bytes

    @classmethod
    def of(cls, stamps: Mapping[str, Stamp]) -> Self:
        """These files."""
        paths = sorted(stamps)
        return cls(BETWEEN.join(paths), written(map(stamps.__getitem__, paths)))

    def by_path(self) -> dict[str, Stamp]:
        """The stamp of each file."""
        numbers = array("q")
        numbers.frombytes(self.stamps)
        paths = self.paths.split(BETWEEN) if numbers else []
        stamps = map(Stamp, numbers[0::4], numbers[1::4], numbers[2::4], numbers[3::4])
        return dict(zip(paths, stamps, strict=True))


def written(stamps: Iterable[Stamp]) -> bytes:
    return array("q", list(chain.from_iterable(map(astuple, stamps)))).tobytes()
