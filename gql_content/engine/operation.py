"""An operation, before, while and after it is run."""

from sys import getsizeof
from typing import TYPE_CHECKING, Any

from graphql import DocumentNode, GraphQLError, OperationDefinitionNode, OperationType
from msgspec import Struct

from gql_content.engine.condition_count import Conditions
from gql_content.engine.cost import Cost
from gql_content.engine.variables import VariableCoercer
from gql_content.errors import CallError

if TYPE_CHECKING:
    from graphql.execution.values import VariableValues

__all__ = [
    "DeadlineExceededError",
    "FallbackRequired",
    "GraphQLDocument",
    "GraphQLParams",
    "OperationResult",
    "ParsedOperation",
    "PreparedOperation",
]


class GraphQLParams(Struct, frozen=True, rename="camel"):
    """The parameters of a GraphQL request, as named by GraphQL over HTTP."""

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None


class OperationResult(Struct, frozen=True):
    """The result of an operation: its data, its errors, or both.

    A request error occurred before execution, so the response has no `data` entry. `is_mutation`
    is set when a mutation was rejected, which has its own status over GET. `cost` is the maximum
    number of objects that the response could have held.
    """

    data: dict[str, Any] | None
    errors: tuple[GraphQLError, ...] = ()
    is_request_error: bool = False
    is_mutation: bool = False
    cost: int = 0


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


class PreparedOperation(Struct, frozen=True):
    """An operation that is ready to run: valid, and with coerced variables.

    `cost` is the maximum number of objects in its response, `conditions` the number of conditions
    in its filters.
    """

    params: GraphQLParams
    document: GraphQLDocument
    operation: ParsedOperation
    variables: "VariableValues"
    cost: int
    conditions: int = 0

    @property
    def node(self) -> OperationDefinitionNode:
        """The operation's node in the document."""
        return self.operation.node

    @property
    def operation_type(self) -> OperationType:
        """Whether it is a query, a mutation or a subscription."""
        return self.node.operation

    @property
    def name(self) -> str | None:
        """The operation's name, if it has one."""
        return None if self.node.name is None else self.node.name.value


class DeadlineExceededError(CallError):
    """An operation exceeded its time limit."""

    code = "DEADLINE_EXCEEDED"

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The operation exceeded the limit of {seconds:g} s (--max-seconds) and was stopped. "
            "Select fewer fields, or request smaller pages."
        )


class FallbackRequired(BaseException):
    """graphql-core must run the operation: a resolver did something that was not compiled for.

    For example, a synchronous resolver returned an awaitable.
    """
