from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, TypeAlias

import strawberry
from msgspec import Struct

from gql_content import listing, model
from gql_content.schema.described import described
from gql_content.schema.facets import Facet, facets

if TYPE_CHECKING:
    from gql_content.schema.article import Article

__all__ = ["ArticleConnection", "PageInfo"]

LazyArticle: TypeAlias = Annotated["Article", strawberry.lazy("gql_content.schema.article")]


class Edge(Struct, frozen=True):
    """An article in a slice."""

    node: model.Article
    slice: listing.Slice


def cursor(root: Edge) -> str:
    return root.slice.cursor(root.node)


def edges(root: listing.Slice) -> Iterable[Edge]:
    return [Edge(article, root) for article in root.articles]


def nodes(root: listing.Slice) -> Iterable[model.Article]:
    return root.articles


def total_count(root: listing.Slice) -> int:
    return root.total


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    has_next_page: bool = described("Whether there is more after it.")
    has_previous_page: bool = described("Whether there is more before it.")
    start_cursor: str | None = described(
        "The cursor of its first article, to page back with `before`."
    )
    end_cursor: str | None = described("The cursor of its last article, to page on with `after`.")


def page_info(root: listing.Slice) -> PageInfo:
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
