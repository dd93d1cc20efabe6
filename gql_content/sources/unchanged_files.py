"""Files of which only their bytes tell whether they are still the same."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from zlib import crc32

from msgspec.structs import replace

from gql_content.files import UNFINISHED, Loaded, Read, Reader, Stamp
from gql_content.library import Entry

__all__ = ["TURNS", "altered", "confirmed", "recognised"]


TURNS = 20


def altered(
    root: Path, entries: Mapping[str, Entry], paths: Iterable[str], turn: int
) -> Iterator[str]:
    """Those of `paths` that have other bytes than `entries` say, if with the same size and time.

    Reading them all takes long, so in each turn a share of them is read, and in `TURNS` all are.
    """
    share = (path for path in paths if crc32(path.encode()) % TURNS == turn % TURNS)
    for path, read, digest in read_again(root, entries, share):
        if sha256(read.data).digest() != digest:
            yield path


def confirmed(
    root: Path, entries: Mapping[str, Entry], paths: Iterable[str]
) -> Iterator[tuple[str, Stamp]]:
    """Those of `paths` that have the bytes that `entries` say, and their stamps.

    To read files is cheap beside parsing them.
    """
    for path, read, digest in read_again(root, entries, paths):
        if read.kept != UNFINISHED and sha256(read.data).digest() == digest:
            yield path, read.kept


def recognised(root: Path, former: Mapping[str, Entry]) -> Iterator[Loaded]:
    """The files that have become again what they were before, which need not be parsed."""
    for path, read, digest in read_again(root, former, former):
        if read.kept != UNFINISHED and sha256(read.data).digest() == digest:
            yield Loaded(path, read.kept, written_at(former[path], read.stamp.mtime_ns))


def written_at(entry: Entry, mtime_ns: int) -> Entry:
    """The same, of a file that was written at another time."""
    article = entry.article
    if article is None or article.source.digest != entry.digest:
        return entry
    return replace(
        entry, article=replace(article, source=replace(article.source, mtime_ns=mtime_ns))
    )


def read_again(
    root: Path, entries: Mapping[str, Entry], paths: Iterable[str]
) -> Iterator[tuple[str, Read, bytes]]:
    """The files that are known and can be read, and the digests by which they are known."""
    reader = Reader(root)
    for path in paths:
        entry = entries.get(path)
        if entry is not None:
            with suppress(OSError):  # Whoever looks at it next finds why.
                yield path, reader.read(path), entry.digest
