from graphql import GraphQLError

from gql_content.execution.document import Document, KnownOperation

__all__ = ["chosen"]


def chosen(document: Document, name: str | None) -> KnownOperation:
    """The operation that is meant (GetOperation, 6.1); raises `GraphQLError`."""
    operations = document.operations
    if name is not None:
        return named(operations, name)
    if len(operations) > 1:
        raise GraphQLError(
            "The document has several operations: name one of them in operationName."
        )
    if not operations:
        raise GraphQLError("The document has no operation: it begins with { or with query.")
    return operations[0]


def named(operations: tuple[KnownOperation, ...], name: str) -> KnownOperation:
    for one in operations:
        if one.node.name is not None and one.node.name.value == name:
            return one
    raise GraphQLError(f"The document has no operation named {name!r}.")
