from contextlib import suppress

from cachetools import LRUCache
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    parse,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from gql_content.execution.checks import Checks
from gql_content.execution.conditions import conditions_in
from gql_content.execution.document import Document, KnownOperation
from gql_content.execution.inputs import VariableReader
from gql_content.execution.limits import Conditions, Cost, conditions_of, cost_of, told_of_tokens
from gql_content.execution.validating import validated

__all__ = ["Documents"]

REMEMBERED_CHARACTERS = 200_000  # which take about 100 bytes each once they are parsed
REPEATED_CHARACTERS = 40_000  # an error may repeat most of its text, and takes its time to do so
STRAWBERRYS = (MaybeNullValidationRule, OneOfInputValidationRule)
EACH = 50  # as many more does each document count, however short it is


class Documents:
    """Reads texts, and remembers what it has read: a bounded number of characters of it."""

    def __init__(self, schema: GraphQLSchema, checks: Checks) -> None:
        self._schema = schema
        self._checks = checks
        self._remembered: LRUCache[str, Document] = LRUCache(
            REMEMBERED_CHARACTERS, getsizeof=lambda document: EACH + len(document.text)
        )

    def read(self, text: str) -> Document:
        """The text as a document, valid or with the errors that tell why not."""
        found = self._remembered.get(text)
        if found is None:
            found = read(self._schema, self._checks, text)
            with suppress(ValueError):  # one that is too large to be remembered
                self._remembered[text] = found
        return found


def read(schema: GraphQLSchema, checks: Checks, text: str) -> Document:
    try:
        node = parse(text, max_tokens=checks.tokens)
    except GraphQLError as error:
        told = told_of_tokens(error, checks.tokens)
        return Document(text, None, (told.with_traceback(None),))
    errors = errors_in(schema, checks, text, node)
    if errors:
        return Document(text, node, errors, known_operations(schema, checks, node))
    conditions = conditions_in(node) if "@" in text else ()
    return Document(text, node, (), known_operations(schema, checks, node, conditions))


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
            VariableReader(schema, one, checks.errors, checks.suggests_names),
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
    return tuple(validated(schema, node, rules, most, suggests_names=checks.suggests_names))
