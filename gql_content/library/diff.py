from collections.abc import Iterable

from msgspec import Struct

from gql_content.library.library import Library
from gql_content.model import Article

__all__ = ["Diff", "diff"]


class Diff(Struct, frozen=True):
    """What a reader of one library has to learn to know another, each in the order of paths."""

    added: tuple[Article, ...]
    modified: tuple[Article, ...]
    removed: tuple[Article, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.modified or self.removed)


def diff(seen: Library, current: Library) -> Diff:
    """The articles by which `current` differs from `seen`."""
    before, after = seen.articles, current.articles
    return Diff(
        added=_sorted(after[path] for path in after.keys() - before.keys()),
        modified=_sorted(
            article
            for path, article in after.items()
            if (old := before.get(path)) is not None
            and old is not article
            and old.source.digest != article.source.digest
        ),
        removed=_sorted(before[path] for path in before.keys() - after.keys()),
    )


def _sorted(articles: Iterable[Article]) -> tuple[Article, ...]:
    return tuple(sorted(articles, key=lambda article: article.path))
