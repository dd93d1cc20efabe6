import strawberry
from graphql import build_schema, lexicographic_sort_schema, print_schema
from strawberry.extensions import ParserCache, ValidationCache

from gql_content.schema.article import Article
from gql_content.schema.query import Query
from gql_content.schema.subject import Subject

__all__ = ["SCHEMA", "sdl"]

REMEMBERED_DOCUMENTS = 1_000

SCHEMA = strawberry.Schema(
    query=Query,
    types=[Article, Subject],
    extensions=[
        lambda: ParserCache(maxsize=REMEMBERED_DOCUMENTS),
        lambda: ValidationCache(maxsize=REMEMBERED_DOCUMENTS),
    ],
)


def sdl() -> str:
    """The schema in GraphQL's schema definition language, sorted."""
    # Sorted as text: sorting the schema itself loses Strawberry's own enum types.
    return print_schema(lexicographic_sort_schema(build_schema(SCHEMA.as_str()))) + "\n"
