"""The GraphQL face of the content: types, inputs and queries; each resolver is one call."""

from gql_content.schema.context import Context, PageSizes, Presentation
from gql_content.schema.schema import SCHEMA, sdl
from gql_content.schema.volatile import volatile_names

__all__ = ["SCHEMA", "Context", "PageSizes", "Presentation", "sdl", "volatile_names"]
