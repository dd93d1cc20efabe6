"""Which article answers for a url when several files claim it.

That of a valid file comes before the last good version of one that has become invalid, and of
several equal ones that with the lowest path.
"""

from collections.abc import Collection, Iterable
from typing import Self

from gql_content.library.layered import Layered
from gql_content.model import Article, Problem, Severity

__all__ = ["Claims", "precedence"]


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
