"""Which article answers for a url when several files claim it: the one with the lowest path."""

from collections.abc import Iterable, Mapping
from typing import Self

from gql_content.model import Article, Problem, Severity

__all__ = ["Claims"]


class Claims:
    """The owner of each url, and the rivals where more than one article claims it."""

    __slots__ = ("owners", "rivals")

    def __init__(
        self, owners: Mapping[str, Article], rivals: Mapping[str, tuple[Article, ...]]
    ) -> None:
        self.owners = owners
        self.rivals = rivals

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Self:
        """The claims of `articles`."""
        return cls({}, {}).patched((), articles)

    def patched(self, removed: Iterable[Article], added: Iterable[Article]) -> Self:
        """See `View`."""
        owners, rivals = dict(self.owners), dict(self.rivals)
        for article in removed:
            claimants = rivals.get(article.url) or (owners[article.url],)
            kept = tuple(one for one in claimants if one.path != article.path)
            settle(article.url, kept, owners, rivals)
        for article in added:
            owner = owners.get(article.url)
            if owner is None:
                owners[article.url] = article
            else:
                claimants = (*(rivals.get(article.url) or (owner,)), article)
                settle(article.url, claimants, owners, rivals)
        return type(self)(owners, rivals)

    def problems(self) -> Iterable[Problem]:
        """One problem for each article that lost its url to another file."""
        for url, (owner, *losers) in self.rivals.items():
            for loser in losers:
                yield Problem(
                    path=loser.path,
                    code="DUPLICATE_URL",
                    severity=Severity.ERROR,
                    field="url",
                    message=f"{loser.path} and {owner.path} both claim the url {url}; "
                    f"{owner.path} is served, being the lower path.",
                    remedy=f"Give {loser.path} a url of its own, or delete it.",
                )


def settle(
    url: str,
    claimants: tuple[Article, ...],
    owners: dict[str, Article],
    rivals: dict[str, tuple[Article, ...]],
) -> None:
    owners.pop(url, None)
    rivals.pop(url, None)
    if claimants:
        ranked = tuple(sorted(claimants, key=lambda article: article.path))
        owners[url] = ranked[0]
        if len(ranked) > 1:
            rivals[url] = ranked
