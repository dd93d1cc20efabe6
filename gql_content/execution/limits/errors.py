from collections.abc import Sequence

from graphql import GraphQLError

from gql_content.execution.limits.exceeded import LimitExceeded

__all__ = ["shortened"]


def shortened(errors: Sequence[GraphQLError], most: int) -> tuple[GraphQLError, ...]:
    """The first errors, and where there are more, one that says so."""
    if len(errors) <= most:
        return tuple(errors)
    return (*errors[:most], LimitExceeded("errors", len(errors), "errors in all", most))
