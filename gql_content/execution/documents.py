from cachetools import LRUCache
from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, parse
from strawberry.schema.schema import validate_document

from gql_content.execution.checks import Checks
from gql_content.execution.conditions import conditions_in
from gql_content.execution.document import Document, KnownOperation
from gql_content.execution.inputs import VariableReader

__all__ = ["Documents"]

REMEMBERED_CHARACTERS = 1_000_000
LEAST = 1_000  # what even the shortest counts, so that there are never too many


class Documents:
    """Reads texts, and remembers what it has read: a bounded number of characters of it."""

    def __init__(self, schema: GraphQLSchema, checks: Checks) -> None:
        self._schema = schema
        self._checks = checks
        self._remembered: LRUCache[str, Document] = LRUCache(
            REMEMBERED_CHARACTERS, getsizeof=lambda document: max(LEAST, len(document.text))
        )

    def read(self, text: str) -> Document:
        """The text as a document, valid or with the errors that tell why not."""
        found = self._remembered.get(text)
        if found is None:
            found = self._remembered[text] = read(self._schema, self._checks, text)
        return found


def read(schema: GraphQLSchema, checks: Checks, text: str) -> Document:
    try:
        node = parse(text, max_tokens=checks.tokens)
    except GraphQLError as error:
        return Document(text, None, (error.with_traceback(None),))
    errors = errors_in(schema, checks, node)
    conditions = conditions_in(node) if "@" in text and not errors else ()
    operations = tuple(
        KnownOperation(one, VariableReader(schema, one), conditions)
        for one in node.definitions
        if isinstance(one, OperationDefinitionNode)
    )
    return Document(text, node, errors, operations)


def errors_in(
    schema: GraphQLSchema, checks: Checks, node: DocumentNode
) -> tuple[GraphQLError, ...]:
    found = checks.of_document(schema, node)
    # Strawberry's, since it has rules of its own for @oneOf and for arguments that may be absent.
    return tuple(found or validate_document(schema, node, checks.rules))
