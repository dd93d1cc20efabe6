from datetime import UTC, datetime

import strawberry

from gql_content import model
from gql_content.schema.described import described
from gql_content.schema.volatile import volatile

__all__ = ["SourceInfo"]


def path(root: model.Article) -> str:
    return root.path


def digest(root: model.Article) -> str:
    return root.source.digest.hex()


def size(root: model.Article) -> int:
    return root.source.size


def modified_at(root: model.Article) -> datetime:
    return datetime.fromtimestamp(root.source.mtime_ns / 1_000_000_000, UTC)


def stale(root: model.Article) -> bool:
    return root.source.stale


@strawberry.type(description="The file an article was read from.")
class SourceInfo:
    path: str = described("Its path, relative to the content root.", resolver=path)
    digest: str = described("The SHA-256 of its bytes, in hexadecimal digits.", resolver=digest)
    size: int = described("Its size in bytes.", resolver=size)
    modified_at: datetime = volatile(
        "When it was last written on this machine; a checkout writes files anew.",
        resolver=modified_at,
    )
    stale: bool = described(
        "Whether the file has become invalid since, and this is its last good version; "
        "`content.problems` tells why.",
        resolver=stale,
    )
