"""Connections: pages of articles, their arguments and facets."""

from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypeVar

import strawberry
from msgspec import Struct
from strawberry import UNSET

from gql_content import model, query
from gql_content.errors import BadWindow
from gql_content.schema.context import Info, described
from gql_content.schema.filter_inputs import ArticleFilter, ArticleOrder, order_value

if TYPE_CHECKING:
    from gql_content.schema.article_type import Article

__all__ = [
    "After",
    "ArticleConnection",
    "Before",
    "Facet",
    "Fields",
    "Filter",
    "First",
    "Last",
    "Limit",
    "Offset",
    "OrderBy",
    "PageInfo",
    "articles_in",
    "facet_fields",
    "given",
    "page_size",
]


@strawberry.enum(description="What articles can be divided by.")
class ArticleFacet(Enum):
    SUBJECT = strawberry.enum_value("subject", description="The subject, by its slug.")
    AUTHOR = strawberry.enum_value("author", description="The author.")
    KEYWORD = strawberry.enum_value("keyword", description="Each keyword, without regard to case.")
    YEAR = strawberry.enum_value("year", description="The year of publication, such as 2025.")
    MONTH = strawberry.enum_value("month", description="The month of publication: 2025-02.")
    SCHEMA = strawberry.enum_value("schema", description="The editor's schema.")


def facet_field(root: query.Facet) -> ArticleFacet:
    return ArticleFacet(root.field.value)


def facet_total(root: query.Facet) -> int:
    return root.total


@strawberry.type(description="A value and how many articles have it.")
class FacetValue:
    value: str = described("The value, as a filter takes it.")
    label: str = described("The value, as people read it.")
    count: int = described("How many articles have it.")


@strawberry.type(description="How a list of articles divides by one field.")
class Facet:
    field: ArticleFacet = described("The field.", resolver=facet_field)
    values: list[FacetValue] = described("The most frequent values, the most frequent first.")
    total_count: int = described("How many values there are in all.", resolver=facet_total)


Fields = Annotated[list[ArticleFacet], strawberry.argument(description="What to divide by.")]
Limit = Annotated[
    int | None, strawberry.argument(description="At most so many values of each field.")
]


async def facets(
    root: query.Slice, info: Info, fields: Fields, limit: Limit = 20
) -> Iterable[query.Facet]:
    wanted, most = facet_fields(fields, limit)
    return await info.context.content.facets(root.condition, wanted, most)


def facet_fields(
    fields: list[ArticleFacet], limit: int | None
) -> tuple[list[query.FacetField], int]:
    """These arguments as values."""
    most = 20 if limit is None else limit
    if most < 0:
        raise BadWindow(f"limit is {most}: it counts values and cannot be negative.")
    return [query.FacetField(field.value) for field in fields], most


LazyArticle: TypeAlias = Annotated["Article", strawberry.lazy("gql_content.schema.article_type")]


class Edge(Struct, frozen=True):
    """An article in a slice."""

    node: model.Article
    slice: query.Slice


def cursor(root: Edge) -> str:
    return root.slice.cursor(root.node)


def edges(root: query.Slice) -> Iterable[Edge]:
    return [Edge(article, root) for article in root.articles]


def nodes(root: query.Slice) -> Iterable[model.Article]:
    return root.articles


def total_count(root: query.Slice) -> int:
    return root.total


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    has_next_page: bool = described("Whether there is more after it.")
    has_previous_page: bool = described("Whether there is more before it.")
    start_cursor: str | None = described(
        "The cursor of its first article, to page back with `before`."
    )
    end_cursor: str | None = described("The cursor of its last article, to page on with `after`.")


def page_info(root: query.Slice) -> PageInfo:
    articles = root.articles
    return PageInfo(
        has_next_page=root.has_next,
        has_previous_page=root.has_previous,
        start_cursor=root.cursor(articles[0]) if articles else None,
        end_cursor=root.cursor(articles[-1]) if articles else None,
    )


@strawberry.type(description="An article and its place in the list.")
class ArticleEdge:
    cursor: str = described(
        "Its place in this order: stays right when articles come and go.", resolver=cursor
    )
    node: LazyArticle = described("The article.")


@strawberry.type(description="A page of a list of articles.")
class ArticleConnection:
    edges: list[ArticleEdge] = described("The articles with their cursors.", resolver=edges)
    nodes: list[LazyArticle] = described("The articles alone.", resolver=nodes)
    page_info: PageInfo = described("Where this page lies in the list.", resolver=page_info)
    total_count: int = described(
        "How many articles the whole list has, on all pages.", resolver=total_count
    )
    facets: list[Facet] = described(
        "How the whole list divides by each of these fields. What the filter asks of a field does "
        "not narrow that field's own facet.",
        resolver=facets,
    )


Argument = TypeVar("Argument")

Filter = Annotated[
    ArticleFilter | None, strawberry.argument(description="Which articles; all without it.")
]
OrderBy = Annotated[
    list[ArticleOrder] | None,
    strawberry.argument(description="In which sequence; by url without it."),
]
First = Annotated[
    int | None,
    strawberry.argument(
        description="A page of so many: 20 without it and 100 at most, unless set."
    ),
]
After = Annotated[
    str | None, strawberry.argument(description="The page after the article with this cursor.")
]
Last = Annotated[int | None, strawberry.argument(description="The last so many instead.")]
Before = Annotated[
    str | None, strawberry.argument(description="What stands before the article with this cursor.")
]
Offset = Annotated[
    int | None,
    strawberry.argument(
        description="Leave out so many at the beginning, for numbered pages. "
        "A cursor is safer: it does not move when articles come and go."
    ),
]


async def articles_in(
    info: Info,
    condition: query.ArticleFilter,
    order_by: list[ArticleOrder] | None,
    first: int | None,
    after: str | None,
    last: int | None,
    before: str | None,
    offset: int | None,
) -> query.Slice:
    """The articles that these arguments ask for."""
    sizes = info.context.page_sizes
    window = query.window_of(
        first=given(first),
        after=given(after),
        last=given(last),
        before=given(before),
        offset=given(offset),
        default_size=sizes.default,
        most=sizes.most,
    )
    return await info.context.content.articles(condition, order_value(given(order_by)), window)


def page_size(info: Info, first: int | None) -> int:
    """How many articles `first` asks for, by the rules of every page."""
    sizes = info.context.page_sizes
    return query.window_of(
        first=given(first),
        after=None,
        last=None,
        before=None,
        offset=None,
        default_size=sizes.default,
        most=sizes.most,
    ).size


def given(argument: Argument) -> Argument | None:
    """An argument as it was given, None where it was left out.

    UNSET as a default keeps a meaningless `= null` out of the schema.
    """
    return None if argument is UNSET else argument
