"""From a library to the articles in a window: filter, order, cut."""

from collections.abc import Sequence

from msgspec import Struct

from gql_content.errors import BadOrder
from gql_content.library import Library
from gql_content.listing.candidates import candidates, ordered
from gql_content.listing.cursor import decode_cursor, encode_cursor
from gql_content.listing.filters import ArticleFilter
from gql_content.listing.order import (
    Order,
    OrderKey,
    OrderTerm,
    Sort,
    position,
    position_after,
    sort_key,
)
from gql_content.listing.predicates import matches
from gql_content.listing.window import Window
from gql_content.model import Article

__all__ = ["DEFAULT_ORDER", "EVERYTHING", "Slice", "list_articles", "passing", "paths_of"]

EVERYTHING = ArticleFilter()
DEFAULT_ORDER: Order = (OrderTerm(key=OrderKey.URL, sort=Sort.ASC),)


class Slice(Struct, frozen=True):
    """The articles in a window of a list, and how the list goes on around it."""

    articles: tuple[Article, ...]
    total: int
    has_next: bool
    has_previous: bool
    order: Order
    condition: ArticleFilter

    def cursor(self, article: Article) -> str:
        """The cursor of an article of this slice."""
        return encode_cursor(sort_key(article, self.order), self.order)


def list_articles(
    library: Library,
    condition: ArticleFilter = EVERYTHING,
    order: Order = DEFAULT_ORDER,
    window: Window = Window(size=20),  # noqa: B008 - a frozen value
) -> Slice:
    """The articles that pass `condition`, in `order`, cut to `window`; the total is of all.

    Raises `BadCursor`, `BadFilter` and `BadOrder`.
    """
    order = checked(order)
    found = passing(library, condition, order)
    start, end = bounds(found, order, window)
    return Slice(
        articles=tuple(found[start:end]),
        total=len(found),
        has_next=end < len(found),
        has_previous=start > 0,
        order=order,
        condition=condition,
    )


def checked(order: Order) -> Order:
    if not order:
        return DEFAULT_ORDER
    keys = [term.key for term in order]
    for key in keys:
        if keys.count(key) > 1:
            raise BadOrder(
                f"orderBy names {key} twice: the second can change nothing; leave it out."
            )
    return order


def paths_of(library: Library, condition: ArticleFilter) -> frozenset[str]:
    """The paths of all articles that pass `condition`."""
    return frozenset(article.path for article in passing(library, condition, DEFAULT_ORDER))


def passing(library: Library, condition: ArticleFilter, order: Order) -> Sequence[Article]:
    """All articles that pass, in order; remembered, since a client that pages asks again."""
    if condition == EVERYTHING:
        return ordered(library, order)
    return library.remembered(
        (condition, order),
        lambda: tuple(filter(matches(condition), candidates(library, condition, order))),
    )


def bounds(found: Sequence[Article], order: Order, window: Window) -> tuple[int, int]:
    """Where the window begins and ends in the list."""
    start, end = 0, len(found)
    if window.after is not None:
        start = position_after(found, decode_cursor(window.after, order), order)
    if window.before is not None:
        end = max(start, position(found, decode_cursor(window.before, order), order))
    if window.from_end:
        return max(start, end - window.size), end
    start = min(start + window.offset, end)
    return start, min(start + window.size, end)
