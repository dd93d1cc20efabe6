"""The GraphQL face of the content: types, inputs and queries; each resolver is one call."""

from gql_content.schema.context import Context, PageSizes, Presentation, volatile_names
from gql_content.schema.graphql_schema import SCHEMA, sdl

__all__ = ["SCHEMA", "Context", "PageSizes", "Presentation", "sdl", "volatile_names"]
