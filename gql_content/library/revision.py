"""The revision of a library: one digest over every file's path and digest.

It is built on a sum, so that a changed file is taken out and put back in without touching the
others, and the order of the files does not matter. The sum itself never shows: its own digest does,
since sums are easy to forge where digests are not.
"""

from collections.abc import Iterable
from hashlib import sha256

from gql_content.library.entry import Entry

__all__ = ["checksum", "revision_of"]

MODULUS = 1 << 256


def checksum(files: Iterable[tuple[str, Entry]]) -> int:
    """The sum over these files, to be added to or taken from a library's."""
    return sum(contribution(path, entry) for path, entry in files) % MODULUS


def contribution(path: str, entry: Entry) -> int:
    """One file's share: what it holds and, if that is invalid, what is still served."""
    served = entry.article.source.digest if entry.article is not None else b""
    written = path.encode(errors="surrogateescape")
    return int.from_bytes(sha256(entry.digest + served + b"\0" + written).digest(), "big")


def revision_of(total: int) -> str:
    """Forty hexadecimal digits, as Git shows a commit."""
    return sha256((total % MODULUS).to_bytes(32, "big")).hexdigest()[:40]
