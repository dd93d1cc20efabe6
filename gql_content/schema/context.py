"""What resolvers are given, and how fields are described."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import strawberry
from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
)
from msgspec import Struct

from gql_content.dates import DEFAULT_DATE_FORMAT
from gql_content.markdown import MarkdownCache
from gql_content.seo import Site
from gql_content.sources import Content

__all__ = [
    "Context",
    "Info",
    "PageSizes",
    "Presentation",
    "asked",
    "costly",
    "described",
    "volatile",
    "volatile_names",
]


class PageSizes(Struct, frozen=True):
    """How many articles a page has unless the query says otherwise, and how many at most."""

    default: int = 20
    most: int = 100


class Presentation(Struct, frozen=True):
    """How the site shows itself: what the files do not say."""

    site: Site = Site()
    date_format: str = DEFAULT_DATE_FORMAT
    locale: str = "en"
    time_zone: str = "UTC"


class Context(Struct, frozen=True):
    """What one operation answers from.

    `since` is the revision that a reader who was cut off was told last, where the transport knows.
    `shows_problems` says whether the client may see what is wrong with the content.
    """

    content: Content
    documents: MarkdownCache
    page_sizes: PageSizes = PageSizes()
    presentation: Presentation = Presentation()
    since: str | None = None
    shows_problems: bool = True


if TYPE_CHECKING:
    Info = strawberry.Info[Context, None]
else:
    Info = strawberry.Info  # At run time Strawberry has no use for the parameters.

TEXT = 5  # objects that reading a text and making something of it counts as


def described(description: str, **options: Any) -> Any:
    """A field of a type."""
    return strawberry.field(description=description, **options)


def costly(description: str, **options: Any) -> Any:
    """A field for which a text is read: it takes as much of `--max-cost` as several objects."""
    return described(description, metadata={"cost": TEXT}, **options)


def asked(description: str, **options: Any) -> Any:
    """A field of an input that may be left out."""
    return strawberry.field(description=description, default=strawberry.UNSET, **options)


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
