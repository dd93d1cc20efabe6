from sys import getsizeof

from graphql import DocumentNode, GraphQLError, OperationDefinitionNode
from msgspec import Struct

from gql_content.execution.limits import Conditions, Cost
from gql_content.execution.variables import VariableReader

__all__ = ["Document", "KnownOperation"]

LONGEST = 32_000  # bytes


class KnownOperation(Struct, frozen=True):
    """An operation of a document, with what needs to be found out about it only once.

    `conditions` are the variables that decide which fields there are; `cost` is what it costs under
    any variables, `filters` how many conditions its filters have then.
    """

    node: OperationDefinitionNode
    variables: VariableReader
    conditions: tuple[str, ...] = ()
    cost: Cost = Cost()
    filters: Conditions = Conditions()


class Document(Struct, frozen=True):
    """A text, parsed and judged once for all its requests.

    `text` has no comments. `node` is None where it cannot be parsed. Where there are errors,
    nothing in it is run. `size` is how many bytes all of this takes, about.
    """

    text: str
    node: DocumentNode | None
    errors: tuple[GraphQLError, ...] = ()
    operations: tuple[KnownOperation, ...] = ()
    size: int = 0

    @property
    def is_worth_its_place(self) -> bool:
        """Whether the text is short enough to be remembered; no honest one is as long."""
        return getsizeof(self.text) <= LONGEST
