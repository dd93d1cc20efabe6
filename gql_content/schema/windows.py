"""The arguments by which a list of articles is asked for, the same wherever there is one."""

from typing import Annotated, TypeVar

import strawberry
from strawberry import UNSET

from gql_content import listing
from gql_content.schema.context import Info
from gql_content.schema.filters import ArticleFilter
from gql_content.schema.order import ArticleOrder, order_value

__all__ = [
    "After",
    "Before",
    "Filter",
    "First",
    "Last",
    "Offset",
    "OrderBy",
    "articles_in",
    "given",
    "page_size",
]

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
    condition: listing.ArticleFilter,
    order_by: list[ArticleOrder] | None,
    first: int | None,
    after: str | None,
    last: int | None,
    before: str | None,
    offset: int | None,
) -> listing.Slice:
    """The articles that these arguments ask for."""
    sizes = info.context.page_sizes
    window = listing.window_of(
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
    return listing.window_of(
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
