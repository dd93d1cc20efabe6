"""Fields whose answers the content does not decide: they differ by machine or by moment."""

from collections.abc import Iterable
from typing import Any

import strawberry
from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType

from gql_content.schema.described import described

__all__ = ["volatile", "volatile_names"]

MARK = "volatile"


def volatile(description: str, **options: Any) -> Any:
    """A field whose answer no cache may keep, and no entity tag name."""
    return described(description, metadata={MARK: True}, **options)


def volatile_names(schema: strawberry.Schema) -> frozenset[str]:
    """The names of all fields that are marked as volatile, on whatever type they stand."""
    return frozenset(name for name, field in fields_of(schema) if is_volatile(field))


def fields_of(schema: strawberry.Schema) -> Iterable[tuple[str, GraphQLField]]:
    for kind in schema._schema.type_map.values():  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - it has no public name
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            yield from kind.fields.items()


def is_volatile(field: GraphQLField) -> bool:
    definition = field.extensions.get("strawberry-definition")
    return bool(definition is not None and definition.metadata.get(MARK))
