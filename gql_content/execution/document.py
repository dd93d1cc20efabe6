from graphql import DocumentNode, GraphQLError, OperationDefinitionNode
from msgspec import Struct

__all__ = ["Document"]


class Document(Struct, frozen=True):
    """A text, parsed and judged once for all its requests.

    `node` is None where it cannot be parsed. Where there are errors, nothing in it is run.
    """

    text: str
    node: DocumentNode | None
    errors: tuple[GraphQLError, ...] = ()

    @property
    def operations(self) -> tuple[OperationDefinitionNode, ...]:
        """What is in it to be run."""
        definitions = () if self.node is None else self.node.definitions
        return tuple(one for one in definitions if isinstance(one, OperationDefinitionNode))
