from typing import TYPE_CHECKING

from graphql import OperationDefinitionNode, OperationType
from msgspec import Struct

from gql_content.execution.document import Document, KnownOperation
from gql_content.execution.operation import Operation

if TYPE_CHECKING:
    from graphql.execution.values import VariableValues

__all__ = ["Prepared"]


class Prepared(Struct, frozen=True):
    """An operation that may be run: valid, and its variables coerced to their types.

    `cost` is how many objects it can answer with, at most; `conditions` is how many there are in
    its filters.
    """

    asked: Operation
    document: Document
    known: KnownOperation
    variables: "VariableValues"
    cost: int
    conditions: int = 0

    @property
    def node(self) -> OperationDefinitionNode:
        """The operation in its document."""
        return self.known.node

    @property
    def kind(self) -> OperationType:
        """Whether it is a query, a mutation or a subscription."""
        return self.node.operation

    @property
    def name(self) -> str | None:
        """Its name in the document."""
        return None if self.node.name is None else self.node.name.value
