from collections.abc import Callable, Sequence
from math import inf

from graphql import ASTValidationRule, DocumentNode, GraphQLError, GraphQLSchema, specified_rules
from msgspec import Struct

from gql_content.execution.limits import PageSizes
from gql_content.execution.prepared import PreparedOperation

__all__ = ["ValidationPolicy"]


def accept_all(*_: object) -> Sequence[GraphQLError]:
    return ()


class ValidationPolicy(Struct, frozen=True):
    """What an operation must satisfy to be run. The two checks are pure functions.

    - `max_tokens`: parsing stops there.
    - `rules`: the GraphQL validation rules.
    - `check_document`: runs before the rules, once per document; its errors are cached.
    - `check_operation`: runs on every request, with the coerced variables.
    - `timeout_seconds`: how long an operation may run.
    - `max_objects`: how many objects an operation may resolve. It is counted while the operation
      runs, because not every list has a known length before.
    - `max_errors`: how many errors a response lists.
    - `show_schema`: whether errors may name what is in the schema, and suggest similar names ("Did
      you mean ...").
    - `page_sizes`: the default and maximum page sizes that the cost is computed with.
    """

    max_tokens: int | None = None
    rules: tuple[type[ASTValidationRule], ...] = tuple(specified_rules)
    check_document: Callable[[GraphQLSchema, DocumentNode], Sequence[GraphQLError]] = accept_all
    check_operation: Callable[[GraphQLSchema, PreparedOperation], Sequence[GraphQLError]] = (
        accept_all
    )
    timeout_seconds: float = inf
    max_objects: float = inf
    max_errors: int = 100
    show_schema: bool = True
    page_sizes: PageSizes = PageSizes()
