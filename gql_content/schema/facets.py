from collections.abc import Iterable
from enum import Enum
from typing import Annotated

import strawberry

from gql_content import listing
from gql_content.errors import BadWindow
from gql_content.schema.context import Info
from gql_content.schema.described import described

__all__ = ["Facet", "Fields", "Limit", "facet_fields", "facets"]


@strawberry.enum(description="What articles can be divided by.")
class ArticleFacet(Enum):
    SUBJECT = strawberry.enum_value("subject", description="The subject, by its slug.")
    AUTHOR = strawberry.enum_value("author", description="The author.")
    KEYWORD = strawberry.enum_value("keyword", description="Each keyword, without regard to case.")
    YEAR = strawberry.enum_value("year", description="The year of publication, such as 2025.")
    MONTH = strawberry.enum_value("month", description="The month of publication: 2025-02.")
    SCHEMA = strawberry.enum_value("schema", description="The editor's schema.")


def facet_field(root: listing.Facet) -> ArticleFacet:
    return ArticleFacet(root.field.value)


def total_count(root: listing.Facet) -> int:
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
    total_count: int = described("How many values there are in all.", resolver=total_count)


Fields = Annotated[list[ArticleFacet], strawberry.argument(description="What to divide by.")]
Limit = Annotated[
    int | None, strawberry.argument(description="At most so many values of each field.")
]


async def facets(
    root: listing.Slice, info: Info, fields: Fields, limit: Limit = 20
) -> Iterable[listing.Facet]:
    wanted, most = facet_fields(fields, limit)
    return await info.context.content.facets(root.condition, wanted, most)


def facet_fields(
    fields: list[ArticleFacet], limit: int | None
) -> tuple[list[listing.FacetField], int]:
    """These arguments as values."""
    most = 20 if limit is None else limit
    if most < 0:
        raise BadWindow(f"limit is {most}: it counts values and cannot be negative.")
    return [listing.FacetField(field.value) for field in fields], most
