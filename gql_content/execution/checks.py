from collections.abc import Callable, Sequence
from math import inf

from graphql import ASTValidationRule, DocumentNode, GraphQLError, GraphQLSchema, specified_rules
from msgspec import Struct

from gql_content.execution.limits import PageSizes
from gql_content.execution.prepared import Prepared

__all__ = ["Checks"]


def no_errors(*_: object) -> Sequence[GraphQLError]:
    return ()


class Checks(Struct, frozen=True):
    """What an operation has to pass to be run; each check is a pure function.

    `tokens` is the most a text may have: it is not even parsed further. `rules` are those of
    GraphQL. `of_document` judges a document once, before the rules do, and what it says is
    remembered with the document; `of_operation` judges an operation with its variables, each time.
    `seconds` is how long an operation may run, `objects` how many it may come upon on its way,
    since not every list tells before how long it is, `errors` how many of its errors are told; they
    name what is in the schema, and names like one that is wrong, where `shows_schema`.
    `page_sizes` is what pages cost that do not say their size, or too large a one.
    """

    tokens: int | None = None
    rules: tuple[type[ASTValidationRule], ...] = tuple(specified_rules)
    of_document: Callable[[GraphQLSchema, DocumentNode], Sequence[GraphQLError]] = no_errors
    of_operation: Callable[[GraphQLSchema, Prepared], Sequence[GraphQLError]] = no_errors
    seconds: float = inf
    objects: float = inf
    errors: int = 100
    shows_schema: bool = True
    page_sizes: PageSizes = PageSizes()
