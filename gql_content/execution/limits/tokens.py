from graphql import GraphQLError, GraphQLSyntaxError

from gql_content.execution.limits.exceeded import LimitExceeded

__all__ = ["told_of_tokens"]

PARSER_SAYS = "Document contains more than"


def told_of_tokens(error: GraphQLError, most: int | None) -> GraphQLError:
    """The parser's error, or the limit's where the parser gave up because of it."""
    if most is not None and isinstance(error, GraphQLSyntaxError) and PARSER_SAYS in error.message:
        return LimitExceeded("tokens", most + 1, "or more tokens", most)
    return error
