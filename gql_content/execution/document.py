from graphql import DocumentNode, GraphQLError, OperationDefinitionNode
from msgspec import Struct

from gql_content.execution.inputs import VariableReader
from gql_content.execution.limits import Conditions, Cost

__all__ = ["Document", "KnownOperation"]


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

    `node` is None where it cannot be parsed. Where there are errors, nothing in it is run.
    """

    text: str
    node: DocumentNode | None
    errors: tuple[GraphQLError, ...] = ()
    operations: tuple[KnownOperation, ...] = ()
