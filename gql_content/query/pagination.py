"""From a library to the articles in a window: filter, order, cut."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar, cast

from msgspec import Struct

from gql_content.content import slugify_subject
from gql_content.errors import BadOrder, BadWindow
from gql_content.library import Diff, Library
from gql_content.model import Article
from gql_content.pacing import Work, batches, finish
from gql_content.query.filters import ArticleFilter, IdFilter, StringFilter, SubjectFilter
from gql_content.query.orders import (
    Order,
    Ordered,
    OrderKey,
    OrderTerm,
    Sort,
    decode_cursor,
    encode_cursor,
    position,
    position_after,
    sort_key,
)
from gql_content.query.predicates import selection

__all__ = [
    "DEFAULT_ORDER",
    "EVERYTHING",
    "Slice",
    "Window",
    "candidates",
    "in_order",
    "known_order",
    "known_slice",
    "list_articles",
    "listed",
    "narrowed",
    "passing",
    "paths_of",
    "window_of",
    "within",
]


class Window(Struct, frozen=True, kw_only=True):
    """`size` articles between two cursors or from `offset`; the last ones if `from_end`."""

    size: int
    from_end: bool = False
    after: str | None = None
    before: str | None = None
    offset: int = 0


def window_of(
    *,
    first: int | None,
    after: str | None,
    last: int | None,
    before: str | None,
    offset: int | None,
    default_size: int,
    most: int,
) -> Window:
    """The window that these arguments describe, or `BadWindow` where they describe none."""
    for name, value in (("first", first), ("last", last), ("offset", offset)):
        if value is not None and value < 0:
            raise BadWindow(f"{name} is {value}: it counts articles and cannot be negative.")
    for name, value in (("first", first), ("last", last)):
        if value is not None and value > most:
            raise BadWindow(
                f"{name} is {value}: a page has at most {most} articles. "
                "Ask for fewer and page on with after, or raise --max-page-size."
            )
    if first is not None and last is not None:
        raise BadWindow("first and last together describe no page: give one of them.")
    if offset is not None and (after is not None or before is not None or last is not None):
        raise BadWindow(
            "offset counts from the beginning of the list: it goes with first, "
            "not with after, before or last."
        )
    if last is not None:
        return Window(size=last, from_end=True, after=after, before=before)
    size = default_size if first is None else first
    return Window(size=size, after=after, before=before, offset=offset or 0)


Found = TypeVar("Found")
Find = Callable[[str], Iterable[Article]]


def candidates(library: Library, condition: ArticleFilter, order: Order) -> Work[Sequence[Article]]:
    """In `order`, the articles of a list that is known to hold all that can pass `condition`."""
    required = (condition, *(condition.and_ or ()))
    if any(part.article_id is not None for part in required):
        yield from library.by_id()
    if any(part.slug is not None for part in required):
        yield from library.by_stem()
    few = first(pointed_at(library, part) for part in required)
    if few is not None:
        return (yield from Ordered.sorted(few, order)).articles
    subject = first(only_subject(part.subject) for part in required)
    return (yield from in_order(library, order, subject))


def ordered(library: Library, order: Order, subject: str | None = None) -> Sequence[Article]:
    """See `in_order`, all of which is done now."""
    return finish(in_order(library, order, subject))


def known_order(
    library: Library, order: Order, subject: str | None = None
) -> Sequence[Article] | None:
    """The same, where it has been made."""
    name = ("ordered", order) if subject is None else ("ordered", order, subject)
    view = cast("Ordered | None", library.known_view(name))
    return None if view is None else view.articles


def in_order(library: Library, order: Order, subject: str | None = None) -> Work[Sequence[Article]]:
    """All articles, or those of one subject, in `order`."""
    if subject is None:
        view = yield from library.made_view(
            ("ordered", order), lambda all_: Ordered.sorted(all_, order)
        )
        return view.articles
    if not library.articles_of(subject):
        return ()  # Views are for subjects that exist: a caller can name any number of others.
    view = yield from library.made_view(
        ("ordered", order, subject),
        lambda _: Ordered.sorted(library.articles_of(subject), order, subject),
    )
    return view.articles


def first(values: Iterable[Found | None]) -> Found | None:
    """The first that is not None; an empty one is found too."""
    return next((value for value in values if value is not None), None)


def pointed_at(library: Library, condition: ArticleFilter) -> Iterable[Article] | None:
    """The articles that `condition` names one by one, None where it names none."""
    pointers: tuple[tuple[StringFilter | IdFilter | None, Find], ...] = (
        (condition.path, lambda path: one_or_none(library.article_at(path))),
        (condition.url, lambda url: one_or_none(library.article_with_url(url))),
        (condition.article_id, library.articles_by_id),
        (condition.slug, library.articles_by_stem),
    )
    for asked, find in pointers:
        names = exact_names(asked)
        if names is not None:
            return {article.path: article for name in names for article in find(name)}.values()
    return None


def one_or_none(article: Article | None) -> tuple[Article, ...]:
    return () if article is None else (article,)


def exact_names(asked: StringFilter | IdFilter | None) -> tuple[str, ...] | None:
    """The only values that can pass, where a condition lists them as they are written."""
    if asked is None or (isinstance(asked, StringFilter) and asked.ignore_case):
        return None
    return (asked.eq,) if asked.eq is not None else asked.in_


def only_subject(asked: SubjectFilter | None) -> str | None:
    return slugify_subject(asked.eq) if asked is not None and asked.eq is not None else None


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
