from graphql import GraphQLError

from gql_content.execution.document import GraphQLDocument, ParsedOperation

__all__ = ["get_operation"]


def get_operation(document: GraphQLDocument, name: str | None) -> ParsedOperation:
    """The operation to run (GetOperation, section 6.1); raises `GraphQLError`."""
    operations = document.operations
    if name is not None:
        return get_named_operation(operations, name)
    if len(operations) > 1:
        raise GraphQLError(
            "The document has several operations: set operationName to the name of one."
        )
    if not operations:
        raise GraphQLError(
            "The document has no operation. An operation begins with { or with query."
        )
    return operations[0]


def get_named_operation(operations: tuple[ParsedOperation, ...], name: str) -> ParsedOperation:
    for operation in operations:
        if operation.node.name is not None and operation.node.name.value == name:
            return operation
    raise GraphQLError(f"The document has no operation named {name!r}.")
