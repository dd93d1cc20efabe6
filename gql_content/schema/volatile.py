"""Fields whose answers the content does not decide: they differ by machine or by moment."""

from collections.abc import Iterable
from typing import Any

import strawberry
from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
)

from gql_content.schema.described import described

__all__ = ["volatile", "volatile_names"]

MARK = "volatile"


def volatile(description: str, **options: Any) -> Any:
    """A field whose answer no cache may keep, and no entity tag name."""
    return described(description, metadata={MARK: True}, **options)


def volatile_names(schema: strawberry.Schema) -> frozenset[str]:
    """The names of all fields that are marked as volatile, on whatever type they stand."""
    core = getattr(schema, "_schema", None)
    if isinstance(core, GraphQLSchema):
        return frozenset(name for name, field in fields_of(core) if is_volatile(field))
    return frozenset(volatile_names_by_type(schema))


def fields_of(core: GraphQLSchema) -> Iterable[tuple[str, GraphQLField]]:
    for kind in core.type_map.values():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            yield from kind.fields.items()


def is_volatile(field: GraphQLField) -> bool:
    definition = field.extensions.get("strawberry-definition")
    return bool(definition is not None and definition.metadata.get(MARK))


def volatile_names_by_type(schema: strawberry.Schema) -> Iterable[str]:
    """The same by public names alone, for a Strawberry that keeps its schema elsewhere."""
    for name in build_schema(schema.as_str()).type_map:
        definition = schema.get_type_by_name(name)
        for field in getattr(definition, "fields", ()):
            if field.metadata.get(MARK):
                yield schema.config.name_converter.from_field(field)
