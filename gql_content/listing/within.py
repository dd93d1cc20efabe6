from gql_content.library import Diff
from gql_content.listing.filters import ArticleFilter
from gql_content.listing.predicates import matches
from gql_content.listing.slices import EVERYTHING

__all__ = ["within"]


def within(diff: Diff, condition: ArticleFilter) -> Diff:
    """The difference as who knows only the articles that pass `condition` sees it.

    An article that begins to pass has been added, one that does not pass any more removed.
    """
    if condition == EVERYTHING:
        return diff
    passes = matches(condition)
    return Diff.between(
        {one.path: one for one in diff.before if passes(one)},
        {one.path: one for one in diff.after if passes(one)},
    )
