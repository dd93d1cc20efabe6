from msgspec import Struct

from gql_content.model import Article, Problem

__all__ = ["Entry"]


class Entry(Struct, frozen=True, gc=False):
    """What a library knows of one file.

    `article` is the last good version: where the file has become invalid, its digest is older than
    `digest`, the SHA-256 of the bytes on the disk. It is None where no version was ever good.
    """

    digest: bytes
    article: Article | None
    problems: tuple[Problem, ...] = ()

    @property
    def is_stale(self) -> bool:
        """Whether the article is older than the file."""
        return self.article is not None and self.article.source.digest != self.digest
