"""From a library to the articles in a window: filter, order, cut."""

from collections.abc import Sequence

from msgspec import Struct

from gql_content.errors import BadOrder
from gql_content.library import Library
from gql_content.listing.candidates import candidates, in_order, known_order
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
from gql_content.listing.predicates import selection
from gql_content.listing.window import Window
from gql_content.model import Article
from gql_content.pacing import Work, batches, finish

__all__ = [
    "DEFAULT_ORDER",
    "EVERYTHING",
    "Slice",
    "known_slice",
    "list_articles",
    "listed",
    "passing",
    "paths_of",
]

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
    """See `listed`, all of which is done now."""
    return finish(listed(library, condition, order, window))


def listed(library: Library, condition: ArticleFilter, order: Order, window: Window) -> Work[Slice]:
    """The articles that pass `condition`, in `order`, cut to `window`; the total is of all.

    Raises `BadCursor`, `BadFilter` and `BadOrder`.
    """
    order = checked(order)
    found = yield from passing(library, condition, order)
    return cut(found, condition, order, window)


def known_slice(
    library: Library, condition: ArticleFilter, order: Order, window: Window
) -> Slice | None:
    """The same, where it takes no work; None where it does."""
    order = checked(order)
    everything = condition == EVERYTHING
    found = known_order(library, order) if everything else library.known_answer((condition, order))
    return None if found is None else cut(found, condition, order, window)


def cut(found: Sequence[Article], condition: ArticleFilter, order: Order, window: Window) -> Slice:
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


def paths_of(library: Library, condition: ArticleFilter) -> Work[frozenset[str]]:
    """The paths of all articles that pass `condition`."""
    found = yield from passing(library, condition, DEFAULT_ORDER)
    paths = set[str]()
    for batch in batches(found):
        paths.update([article.path for article in batch])
        yield
    return frozenset(paths)


def passing(library: Library, condition: ArticleFilter, order: Order) -> Work[Sequence[Article]]:
    """All articles that pass, in order; remembered, since a client that pages asks again."""
    if condition == EVERYTHING:
        return (yield from in_order(library, order))
    return (
        yield from library.worked_out(
            (condition, order), lambda: selected(library, condition, order)
        )
    )


def selected(library: Library, condition: ArticleFilter, order: Order) -> Work[tuple[Article, ...]]:
    chosen = yield from selection(condition)
    among = yield from candidates(library, condition, order)
    return tuple((yield from chosen.among(among)))


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
