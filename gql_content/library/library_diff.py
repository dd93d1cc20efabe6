"""What differs between two libraries."""

from collections.abc import Iterable, Mapping
from typing import Self

from msgspec import Struct

from gql_content.library.library import Library
from gql_content.model import Article

__all__ = ["Diff", "diff"]


class Diff(Struct, frozen=True):
    """What a reader of one library has to learn to know another, each in the order of paths.

    `former` are the articles of `modified` as they were, one for one.
    """

    added: tuple[Article, ...] = ()
    modified: tuple[Article, ...] = ()
    removed: tuple[Article, ...] = ()
    former: tuple[Article, ...] = ()

    @classmethod
    def between(cls, before: Mapping[str, Article], after: Mapping[str, Article]) -> Self:
        """The difference of some articles, by their paths, and the same ones later."""
        changed = {path for path in before.keys() & after.keys() if differ(before, after, path)}
        return cls(
            added=at(after, after.keys() - before.keys()),
            modified=at(after, changed),
            removed=at(before, before.keys() - after.keys()),
            former=at(before, changed),
        )

    def __bool__(self) -> bool:
        return bool(self.added or self.modified or self.removed)

    def __len__(self) -> int:
        return len(self.added) + len(self.modified) + len(self.removed)

    @property
    def before(self) -> tuple[Article, ...]:
        """The articles that are not there any more, or not as they were."""
        return (*self.removed, *self.former)

    @property
    def after(self) -> tuple[Article, ...]:
        """The articles that are new, or not as they were."""
        return (*self.added, *self.modified)

    def then(self, following: "Diff") -> "Diff":
        """This difference and the one that follows it, as one."""
        before = {one.path: one for one in (*following.before, *self.before)}
        after = {one.path: one for one in (*self.after, *following.after)}
        for one in self.added:
            before.pop(one.path, None)
        for one in following.removed:
            after.pop(one.path, None)
        return Diff.between(before, after)


def diff(seen: Library, current: Library) -> Diff:
    """The articles by which `current` differs from `seen`.

    It costs what changed where one was made from the other, else a look at every article.
    """
    if seen.revision == current.revision:
        return Diff()
    if (step := current.step) is not None and step.since == seen.revision:
        return Diff.between(by_path(step.dropped), by_path(step.taken))
    before, after = seen.articles, current.articles
    paths = after.keys_apart_from(before)
    apart = [path for path in paths if before.get(path) is not after.get(path)]
    return Diff.between(
        {path: before[path] for path in apart if path in before},
        {path: after[path] for path in apart if path in after},
    )


def differ(before: Mapping[str, Article], after: Mapping[str, Article], path: str) -> bool:
    return before[path].source.digest != after[path].source.digest


def by_path(articles: Iterable[Article]) -> dict[str, Article]:
    return {article.path: article for article in articles}


def at(articles: Mapping[str, Article], paths: Iterable[str]) -> tuple[Article, ...]:
    return tuple(articles[path] for path in sorted(paths))
