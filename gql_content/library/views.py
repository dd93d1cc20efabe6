"""Views derived from the articles of a library, carried over to the next one by patching."""

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, Protocol, Self, TypeVar

from gql_content.library.layered import Layered
from gql_content.model import Article
from gql_content.pacing import Work, batches, finish

__all__ = ["Index", "View", "in_order"]

Key = TypeVar("Key", bound=Hashable)


class View(Protocol):
    """Something computed from articles that can follow a change without being computed again."""

    def patched(self, removed: Iterable[Article], added: Iterable[Article]) -> Self:
        """The same view without `removed` and with `added`; this one stays as it is."""
        ...


class Index(Generic[Key]):
    """Articles by a key that several of them may share, those of one key in the order of paths."""

    __slots__ = ("_articles", "_key")

    def __init__(
        self,
        articles: Layered[Key, tuple[Article, ...]],
        key: Callable[[Article], Key | None],
    ) -> None:
        self._articles = articles
        self._key = key

    @classmethod
    def of(cls, articles: Iterable[Article], key: Callable[[Article], Key | None]) -> Self:
        """The index of `articles`; those whose key is None stand in no place."""
        return finish(cls.in_steps(articles, key))

    @classmethod
    def in_steps(
        cls, articles: Iterable[Article], key: Callable[[Article], Key | None]
    ) -> Work[Self]:
        """The same, step by step."""
        empty, groups = cls(Layered({}), key), dict[Key, list[Article]]()
        for batch in batches(articles):
            empty._group(batch, groups)
            yield
        ranked: dict[Key, tuple[Article, ...]] = {}
        for values in batches(list(groups)):  # which are given up one by one: all take long
            ranked |= {value: in_order(groups.pop(value)) for value in values}
            yield
        return cls(Layered(ranked), key)

    def __getitem__(self, key: Key) -> tuple[Article, ...]:
        return self._articles.get(key, ())

    def items(self) -> Iterable[tuple[Key, tuple[Article, ...]]]:
        """Each key with its articles."""
        return self._articles.items()

    def patched(self, removed: Iterable[Article], added: Iterable[Article]) -> Self:
        gone, come = self._grouped(removed), self._grouped(added)
        groups: dict[Key, tuple[Article, ...]] = {}
        for key in gone.keys() | come.keys():
            paths = {article.path for article in gone.get(key, ())}
            kept = [one for one in self[key] if one.path not in paths]
            groups[key] = in_order(kept + come.get(key, []))
        articles = self._articles.changed(
            {key: group for key, group in groups.items() if group},
            [key for key, group in groups.items() if not group and key in self._articles],
        )
        return type(self)(articles, self._key)

    def _grouped(self, articles: Iterable[Article]) -> dict[Key, list[Article]]:
        groups: dict[Key, list[Article]] = {}
        self._group(articles, groups)
        return groups

    def _group(self, articles: Iterable[Article], groups: dict[Key, list[Article]]) -> None:
        for article in articles:
            for value in self._keys(article):
                groups.setdefault(value, []).append(article)

    def _keys(self, article: Article) -> Iterable[Key]:
        """Under which keys an article stands."""
        value = self._key(article)
        return () if value is None else (value,)


def in_order(articles: list[Article]) -> tuple[Article, ...]:
    """By path."""
    if len(articles) > 1:
        articles.sort(key=lambda article: article.path)
    return tuple(articles)
