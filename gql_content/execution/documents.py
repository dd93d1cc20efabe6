from contextlib import suppress
from sys import getsizeof

from cachetools import LRUCache
from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode

from gql_content.execution.checks import Checks
from gql_content.execution.conditions import conditions_in
from gql_content.execution.document import Document, KnownOperation
from gql_content.execution.hiding import without_schema
from gql_content.execution.internals import strawberry_rules
from gql_content.execution.limits import Conditions, Cost, conditions_of, cost_of
from gql_content.execution.parsing import parse_text, size_of_errors, without_comments
from gql_content.execution.validating import validated
from gql_content.execution.variables import VariableReader

__all__ = ["Documents"]

MOST_BYTES = 6_000_000
REPEATED_CHARACTERS = 40_000  # an error may repeat most of its text, and takes its time to do so
STRAWBERRYS = strawberry_rules()
EACH = 3_000  # bytes that a document takes besides its text and tree


class Documents:
    """Reads texts, and remembers what it has read, within a bound of bytes.

    Texts that differ in comments alone are one document.
    """

    def __init__(self, schema: GraphQLSchema, checks: Checks) -> None:
        self._schema = schema
        self._checks = checks
        self._remembered: LRUCache[str, Document] = LRUCache(
            MOST_BYTES, getsizeof=lambda document: document.size
        )

    def read(self, text: str) -> Document:
        """The text as a document, valid or with the errors that tell why not."""
        found = self._remembered.get(text)
        if found is None and "#" in text:
            text = without_comments(text)
            found = self._remembered.get(text)
        if found is None:
            found = read(self._schema, self._checks, text)
            if found.is_worth_its_place:
                with suppress(ValueError):  # one that is too large to be remembered
                    self._remembered[text] = found
        return found


def read(schema: GraphQLSchema, checks: Checks, text: str) -> Document:
    try:
        parsed = parse_text(text, checks.tokens)
    except GraphQLError as error:
        error = error.with_traceback(None)  # which holds on to the frames of the parser
        size = EACH + getsizeof(text) + size_of_errors((error,))
        return Document(text, None, (error,), size=size)
    node, size = parsed.node, EACH + parsed.size
    errors = errors_in(schema, checks, text, node)
    if errors:
        known = known_operations(schema, checks, node)
        return Document(text, node, errors, known, size + size_of_errors(errors))
    conditions = conditions_in(node) if "@" in text else ()
    return Document(text, node, (), known_operations(schema, checks, node, conditions), size)


def known_operations(
    schema: GraphQLSchema,
    checks: Checks,
    document: DocumentNode,
    conditions: tuple[str, ...] | None = None,
) -> tuple[KnownOperation, ...]:
    """The operations; those of a document with errors, which has no conditions, cost nothing."""
    return tuple(
        KnownOperation(
            one,
            VariableReader(schema, one, checks.errors, checks.shows_schema),
            conditions or (),
            Cost() if conditions is None else cost_of(schema, checks.page_sizes, document, one),
            Conditions() if conditions is None else conditions_of(schema, document, one),
        )
        for one in document.definitions
        if isinstance(one, OperationDefinitionNode)
    )


def errors_in(
    schema: GraphQLSchema, checks: Checks, text: str, node: DocumentNode
) -> tuple[GraphQLError, ...]:
    found = checks.of_document(schema, node)
    if found:
        return tuple(found)
    rules = (*checks.rules, *STRAWBERRYS)
    most = min(checks.errors, max(1, REPEATED_CHARACTERS // len(text)))
    found = validated(schema, node, rules, most, suggests_names=checks.shows_schema)
    return tuple(found) if checks.shows_schema else without_schema(found)
