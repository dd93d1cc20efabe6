from graphql import DocumentNode, GraphQLError, OperationDefinitionNode
from msgspec import Struct

from gql_content.execution.inputs import VariableCoercer
from gql_content.execution.limits import Cost

__all__ = ["GraphQLDocument", "ParsedOperation"]


class ParsedOperation(Struct, frozen=True):
    """An operation of a document, with everything that can be computed once per document.

    `condition_variables` are the variables used in `@skip` and `@include`. `cost` gives the cost
    for any variables.
    """

    node: OperationDefinitionNode
    variables: VariableCoercer
    condition_variables: tuple[str, ...] = ()
    cost: Cost = Cost()


class GraphQLDocument(Struct, frozen=True):
    """A GraphQL document, parsed and validated once for all its requests.

    `node` is None if the text cannot be parsed. If there are errors, no operation of it is run.
    """

    text: str
    node: DocumentNode | None
    errors: tuple[GraphQLError, ...] = ()
    operations: tuple[ParsedOperation, ...] = ()
