from collections.abc import Iterator

from graphql import GraphQLError, OperationDefinitionNode
from strawberry.extensions import SchemaExtension

__all__ = ["OneOperation"]


class OneOperation(SchemaExtension):
    """Refuses a document of several operations none of which is named: which was meant?

    GraphQL demands it (GetOperation, 6.1); Strawberry runs the first one.
    """

    def on_parse(self) -> Iterator[None]:
        """See `SchemaExtension`."""
        yield
        document = self.execution_context.graphql_document
        if document is None or self.execution_context._provided_operation_name is not None:  # pyright: ignore[reportPrivateUsage] # noqa: SLF001 - the public one guesses
            return
        if sum(isinstance(one, OperationDefinitionNode) for one in document.definitions) > 1:
            raise GraphQLError(
                "The document has several operations: name one of them in operationName."
            )
