"""The schema."""

import strawberry
from graphql import GraphQLError, build_schema, lexicographic_sort_schema, print_schema
from strawberry.types import ExecutionContext

from gql_content.schema.article_type import Article
from gql_content.schema.query_type import Query
from gql_content.schema.subject_type import Subject
from gql_content.schema.subscription_type import Subscription

__all__ = ["SCHEMA", "sdl"]


class Schema(strawberry.Schema):
    """Strawberry's, but silent."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Nothing: a client's mistake is no news for the log, and for the rest `web` sees to it."""


SCHEMA = Schema(query=Query, subscription=Subscription, types=[Article, Subject])


def sdl() -> str:
    """The schema in GraphQL's schema definition language, sorted."""
    # Sorted as text: sorting the schema itself loses Strawberry's own enum types.
    return print_schema(lexicographic_sort_schema(build_schema(SCHEMA.as_str()))) + "\n"
