from typing import TYPE_CHECKING

from graphql import OperationDefinitionNode, OperationType
from msgspec import Struct

from gql_content.execution.document import GraphQLDocument, ParsedOperation
from gql_content.execution.operation import GraphQLParams

if TYPE_CHECKING:
    from graphql.execution.values import VariableValues

__all__ = ["PreparedOperation"]


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
