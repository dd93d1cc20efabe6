from sys import getsizeof

from graphql import DocumentNode, GraphQLError, OperationDefinitionNode
from msgspec import Struct

from gql_content.execution.limits import Conditions, Cost
from gql_content.execution.variables import VariableCoercer

__all__ = ["GraphQLDocument", "ParsedOperation"]

LONGEST = 32_000  # bytes


class ParsedOperation(Struct, frozen=True):
    """An operation of a document, with everything that can be computed once per document.

    `condition_variables` are the variables used in `@skip` and `@include`. `cost` gives the cost
    for any variables, `filters` the number of conditions in its filters.
    """

    node: OperationDefinitionNode
    variables: VariableCoercer
    condition_variables: tuple[str, ...] = ()
    cost: Cost = Cost()
    filters: Conditions = Conditions()


class GraphQLDocument(Struct, frozen=True):
    """A GraphQL document, parsed and validated once for all its requests.

    `text` has no comments. `node` is None if the text cannot be parsed. If there are errors, no
    operation of it is run. `size` is about how many bytes all of this takes.
    """

    text: str
    node: DocumentNode | None
    errors: tuple[GraphQLError, ...] = ()
    operations: tuple[ParsedOperation, ...] = ()
    size: int = 0

    @property
    def is_worth_its_place(self) -> bool:
        """Whether the text is short enough to be cached; no honest one is as long."""
        return getsizeof(self.text) <= LONGEST
