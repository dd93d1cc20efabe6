"""The search connection."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, TypeAlias

import strawberry
from strawberry import UNSET

from gql_content import model, query
from gql_content.errors import BadWindow
from gql_content.schema.connection_type import (
    Facet,
    Fields,
    Filter,
    Limit,
    PageInfo,
    facet_fields,
    given,
)
from gql_content.schema.context import Info, described
from gql_content.schema.filter_inputs import filter_value
from gql_content.sources import SearchHit, SearchPage

if TYPE_CHECKING:
    from gql_content.schema.article_type import Article

__all__ = ["SearchConnection", "search"]


LazyArticle: TypeAlias = Annotated["Article", strawberry.lazy("gql_content.schema.article_type")]


def node(root: SearchHit) -> model.Article:
    return root.article


def score(root: SearchHit) -> float:
    return root.hit.score


def snippet(root: SearchHit) -> str:
    return root.hit.snippet


def heading(root: SearchHit) -> str | None:
    return root.hit.heading


@strawberry.type(description="An article that answers a query.")
class SearchEdge:
    cursor: str = described("Its place among the hits.")
    node: LazyArticle = described("The article.", resolver=node)
    score: float = described("How well it answers: comparable within one query.", resolver=score)
    snippet: str = described(
        "The words around the best match, as HTML in which the matches are in <mark>.",
        resolver=snippet,
    )
    heading: str | None = described(
        "The heading under which the best match stands; null before the first.", resolver=heading
    )


def edges(root: SearchPage) -> Iterable[SearchHit]:
    return root.hits


def nodes(root: SearchPage) -> list[model.Article]:
    return [hit.article for hit in root.hits]


def page_info(root: SearchPage) -> PageInfo:
    return PageInfo(
        has_next_page=root.has_next,
        has_previous_page=root.has_previous,
        start_cursor=root.hits[0].cursor if root.hits else None,
        end_cursor=root.hits[-1].cursor if root.hits else None,
    )


def total_count(root: SearchPage) -> int:
    return root.total


async def facets(
    root: SearchPage, info: Info, fields: Fields, limit: Limit = 20
) -> Iterable[query.Facet]:
    wanted, most = facet_fields(fields, limit)
    return await info.context.content.facets_of_hits(root, wanted, most)


@strawberry.type(description="A page of the articles that answer a query, the best first.")
class SearchConnection:
    edges: list[SearchEdge] = described("The hits.", resolver=edges)
    nodes: list[LazyArticle] = described("The articles alone.", resolver=nodes)
    page_info: PageInfo = described("Where this page lies among the hits.", resolver=page_info)
    total_count: int = described("How many hits there are in all.", resolver=total_count)
    facets: list[Facet] = described("How all hits divide by each of these.", resolver=facets)
    suggestions: list[str] = described("Where there is no hit: what else may have been meant.")


async def search(
    info: Info,
    query: Annotated[
        str,
        strawberry.argument(
            description='Words, the last of which may be a beginning; "quoted phrases"; '
            "-words that must not occur. Any text is accepted."
        ),
    ],
    filter: Filter = UNSET,  # noqa: A002 - the public name
    first: Annotated[int | None, strawberry.argument(description="At most so many hits.")] = 10,
    after: Annotated[
        str | None, strawberry.argument(description="The hits after the one with this cursor.")
    ] = UNSET,
) -> SearchPage:
    size, most = (10 if first is None else first), info.context.page_sizes.most
    if not 0 <= size <= most:
        raise BadWindow(f"first is {size}: a page has from 0 to {most} hits.")
    return await info.context.content.search(query, filter_value(filter), size, given(after))
