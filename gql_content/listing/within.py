from collections.abc import Iterable

from gql_content.library import Diff
from gql_content.listing.filters import ArticleFilter
from gql_content.listing.predicates import selection
from gql_content.listing.slices import EVERYTHING
from gql_content.model import Article
from gql_content.pacing import Work, finish

__all__ = ["narrowed", "within"]


def within(diff: Diff, condition: ArticleFilter) -> Diff:
    """See `narrowed`, all of which is done now."""
    return finish(narrowed(diff, condition))


def narrowed(diff: Diff, condition: ArticleFilter) -> Work[Diff]:
    """The difference as who knows only the articles that pass `condition` sees it.

    An article that begins to pass has been added, one that does not pass any more removed.
    """
    if condition == EVERYTHING:
        return diff
    before = yield from passing_by_path(diff.before, condition)
    after = yield from passing_by_path(diff.after, condition)
    return Diff.between(before, after)


def passing_by_path(
    articles: Iterable[Article], condition: ArticleFilter
) -> Work[dict[str, Article]]:
    chosen = yield from selection(condition)
    return {one.path: one for one in (yield from chosen.among(articles))}
