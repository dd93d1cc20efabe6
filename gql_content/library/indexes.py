"""Indexes over articles, carried over to the next library by patching."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import Generic, Protocol, Self, TypeVar

from gql_content.library.overlay_map import Layered
from gql_content.model import Article, Problem, Severity, Subject
from gql_content.pacing import Work, batches, finish

__all__ = ["Backlinks", "Claims", "Index", "Subjects", "View", "precedence"]


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


class Claims:
    """The owner of each url, and the rivals where more than one article claims it."""

    __slots__ = ("owners", "rivals")

    def __init__(
        self, owners: Layered[str, Article], rivals: Layered[str, tuple[Article, ...]]
    ) -> None:
        self.owners = owners
        self.rivals = rivals

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Self:
        """The claims of `articles`."""
        all_ = [*articles]
        owners = {article.url: article for article in all_}
        if len(owners) == len(all_):
            return cls(Layered(owners), Layered({}))
        owners.clear()
        contested: dict[str, list[Article]] = {}
        for article in all_:
            first = owners.setdefault(article.url, article)
            if first is not article:
                contested.setdefault(article.url, [first]).append(article)
        rivals = {url: ranked(claimants) for url, claimants in contested.items()}
        owners |= {url: claimants[0] for url, claimants in rivals.items()}
        return cls(Layered(owners), Layered(rivals))

    def patched(self, removed: Collection[Article], added: Collection[Article]) -> Self:
        """See `View`."""
        claims = {one.url: self._claimants(one.url) for one in (*removed, *added)}
        for article in removed:
            claims[article.url] = [one for one in claims[article.url] if one.path != article.path]
        for article in added:
            claims[article.url].append(article)
        by_rank = {url: ranked(claimants) for url, claimants in claims.items()}
        return type(self)(
            self.owners.changed(
                {url: claimants[0] for url, claimants in by_rank.items() if claimants},
                [url for url, claimants in by_rank.items() if not claimants and url in self.owners],
            ),
            self.rivals.changed(
                {url: claimants for url, claimants in by_rank.items() if len(claimants) > 1},
                [
                    url
                    for url, claimants in by_rank.items()
                    if len(claimants) < 2 and url in self.rivals
                ],
            ),
        )

    def _claimants(self, url: str) -> list[Article]:
        owner = self.owners.get(url)
        return list(self.rivals.get(url) or ([] if owner is None else [owner]))

    def problems(self) -> Iterable[Problem]:
        """One problem for each article that lost its url to another file."""
        for url, (owner, *losers) in self.rivals.items():
            for loser in losers:
                yield lost(url, owner, loser)


def precedence(article: Article) -> tuple[bool, str]:
    """The sort key of articles that could answer for the same."""
    return article.source.stale, article.path


def ranked(articles: list[Article]) -> tuple[Article, ...]:
    if len(articles) > 1:
        articles.sort(key=precedence)
    return tuple(articles)


def lost(url: str, owner: Article, loser: Article) -> Problem:
    if loser.source.stale and not owner.source.stale:
        reason = f"{loser.path} is invalid and its last good version yields"
        remedy = f"Correct {loser.path} and give it a url of its own, or delete it."
    else:
        reason = f"{owner.path} is served, being the lower path"
        remedy = f"Give {loser.path} a url of its own, or delete it."
        if owner.source.stale:
            reason += " of two last good versions"
    return Problem(
        path=loser.path,
        code="DUPLICATE_URL",
        severity=Severity.ERROR,
        field="url",
        message=f"{loser.path} and {owner.path} both claim the url {url}; {reason}.",
        remedy=remedy,
    )


Target = tuple[str, str]
"""What a link names: ("url", …) or ("id", …)."""


class Backlinks(Index[Target]):
    """The articles whose texts or related links name a url or an id, whether it exists or not."""

    @classmethod
    def of_all(cls, articles: Iterable[Article]) -> Self:
        """The backlinks within `articles`."""
        return cls.of(articles, lambda _: None)

    def _keys(self, article: Article) -> Iterable[Target]:
        urls = {*article.links, *(link.url for link in article.related if link.url)}
        ids = {link.article_id for link in article.related if link.article_id}
        return (*(("url", bare(url)) for url in urls), *(("id", one) for one in ids))

    @classmethod
    def made(cls, articles: Iterable[Article]) -> Work[Self]:
        """The same, step by step."""
        return cls.in_steps(articles, lambda _: None)

    def leading_to(self, article: Article) -> list[Article]:
        """The articles that name this one by its url or its id, in the order of paths."""
        return finish(self.linking_to(article))

    def linking_to(self, article: Article) -> Work[list[Article]]:
        """The same, step by step."""
        by_id = () if article.article_id is None else self["id", article.article_id]
        named: dict[str, Article] = {}
        for batch in batches((*self["url", bare(article.url)], *by_id)):
            named |= {one.path: one for one in batch}
            yield
        named.pop(article.path, None)
        return [named[path] for path in sorted(named)]


def bare(url: str) -> str:
    return url.rstrip("/") or "/"


class Subjects:
    """The subjects of a library: how often each spelling of each subject's name occurs."""

    __slots__ = ("_spellings", "by_slug")

    def __init__(self, spellings: Mapping[str, Counter[str]]) -> None:
        self._spellings = spellings
        self.by_slug: Mapping[str, Subject] = {
            slug: subject_of(slug, spellings[slug]) for slug in sorted(spellings)
        }

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Self:
        """The subjects of `articles`."""
        return cls(grouped(articles))

    def patched(self, removed: Iterable[Article], added: Iterable[Article]) -> Self:
        """See `View`."""
        gone, come = grouped(removed), grouped(added)
        spellings = dict(self._spellings)
        for slug in gone.keys() | come.keys():
            count = spellings.get(slug, Counter[str]()) + come.get(slug, Counter[str]())
            count -= gone.get(slug, Counter[str]())
            if count:
                spellings[slug] = count
            else:
                spellings.pop(slug, None)
        return type(self)(spellings)


def grouped(articles: Iterable[Article]) -> dict[str, Counter[str]]:
    names = Counter(
        (article.subject_slug, article.subject_name)
        for article in articles
        if article.subject_slug is not None
    )
    groups: dict[str, Counter[str]] = {}
    for (slug, name), count in names.items():
        groups.setdefault(slug, Counter())[name or slug] += count
    return groups


def subject_of(slug: str, spellings: Counter[str]) -> Subject:
    """The subject under its most frequent spelling, the first by letters of several."""
    name, _ = min(spellings.items(), key=lambda item: (-item[1], item[0]))
    return Subject(slug=slug, name=name, article_count=spellings.total())
