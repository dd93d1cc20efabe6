"""Where to look for the articles of a filter: a short list where an index knows one."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar, cast

from gql_content.library import Library
from gql_content.listing.filters import ArticleFilter, IdFilter, StringFilter, SubjectFilter
from gql_content.listing.order import Order, Ordered
from gql_content.model import Article
from gql_content.pacing import Work, finish
from gql_content.parsing import slugify_subject

__all__ = ["candidates", "in_order", "known_order", "ordered"]

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
