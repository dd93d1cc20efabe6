# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false
# Strawberry's types are generic over unknown types.
"""Parsed and validated documents by their text."""

from collections.abc import Iterator
from contextlib import suppress
from sys import getsizeof

import strawberry
from cachetools import LRUCache
from graphql import (
    DirectiveNode,
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    IntValueNode,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    visit,
)
from msgspec import Struct

from gql_content.engine.condition_count import Conditions, conditions_of
from gql_content.engine.cost import Cost, cost_of
from gql_content.engine.document_parser import parse_text, size_of_errors, without_comments
from gql_content.engine.internals import core_schema, strawberry_rules
from gql_content.engine.operation import GraphQLDocument, ParsedOperation
from gql_content.engine.query_limits import Limits, beyond_conditions, beyond_cost
from gql_content.engine.schema_masking import without_schema
from gql_content.engine.validation import ValidationPolicy, validate_document
from gql_content.engine.variables import VariableCoercer

__all__ = ["STRAWBERRYS", "Documents", "OperationAnalysis", "analyze_operation"]


def find_condition_variables(node: DocumentNode) -> tuple[str, ...]:
    """The variables used in directives (`@skip`, `@include`), sorted by name."""
    collector = ConditionVariableCollector()
    visit(node, collector)
    return tuple(sorted(collector.names))


class ConditionVariableCollector(Visitor):
    """Collects the variables used in directives."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        """Called by `visit`."""
        self.names |= set(variables_of_directive(node))


def variables_of_directive(node: DirectiveNode) -> Iterator[str]:
    for argument in node.arguments or ():
        if isinstance(argument.value, VariableNode):
            yield argument.value.name.value


MOST_BYTES = 6_000_000
REPEATED_CHARACTERS = 40_000  # an error may repeat most of its text, and takes its time to do so
STRAWBERRYS = strawberry_rules()
EACH = 3_000  # bytes that a document takes besides its text and tree


class Documents:
    """Reads texts, and remembers what it has read, within a bound of bytes.

    Texts that differ in comments alone are one document.
    """

    def __init__(self, schema: GraphQLSchema, checks: ValidationPolicy) -> None:
        self._schema = schema
        self._checks = checks
        self._remembered: LRUCache[str, GraphQLDocument] = LRUCache(
            MOST_BYTES, getsizeof=lambda document: document.size
        )

    def read(self, text: str) -> GraphQLDocument:
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


def read(schema: GraphQLSchema, checks: ValidationPolicy, text: str) -> GraphQLDocument:
    try:
        parsed = parse_text(text, checks.max_tokens)
    except GraphQLError as error:
        error = error.with_traceback(None)  # which holds on to the frames of the parser
        size = EACH + getsizeof(text) + size_of_errors((error,))
        return GraphQLDocument(text, None, (error,), size=size)
    node, size = parsed.node, EACH + parsed.size
    errors = errors_in(schema, checks, text, node)
    if errors:
        known = known_operations(schema, checks, node)
        return GraphQLDocument(text, node, errors, known, size + size_of_errors(errors))
    conditions = find_condition_variables(node) if "@" in text else ()
    return GraphQLDocument(text, node, (), known_operations(schema, checks, node, conditions), size)


def known_operations(
    schema: GraphQLSchema,
    checks: ValidationPolicy,
    document: DocumentNode,
    conditions: tuple[str, ...] | None = None,
) -> tuple[ParsedOperation, ...]:
    """The operations; those of a document with errors, which has no conditions, cost nothing."""
    return tuple(
        ParsedOperation(
            one,
            VariableCoercer(schema, one, checks.max_errors, checks.show_schema),
            conditions or (),
            Cost() if conditions is None else cost_of(schema, checks.page_sizes, document, one),
            Conditions() if conditions is None else conditions_of(schema, document, one),
        )
        for one in document.definitions
        if isinstance(one, OperationDefinitionNode)
    )


def errors_in(
    schema: GraphQLSchema, checks: ValidationPolicy, text: str, node: DocumentNode
) -> tuple[GraphQLError, ...]:
    found = checks.check_document(schema, node)
    if found:
        return tuple(found)
    rules = (*checks.rules, *STRAWBERRYS)
    most = min(checks.max_errors, max(1, REPEATED_CHARACTERS // len(text)))
    found = validate_document(schema, node, rules, most, suggest_names=checks.show_schema)
    return tuple(found) if checks.show_schema else without_schema(found)


LARGEST_VARIABLE = 1 << 62  # larger than any valid page size; page sizes are capped anyway


class OperationAnalysis(Struct, frozen=True):
    """The static cost of an operation, or the errors that would reject it.

    `cost` uses the default values of the variables, or else of the fields. `max_cost` uses the
    largest pages that the variables may request.
    """

    cost: int = 0
    max_cost: int = 0
    errors: tuple[GraphQLError, ...] = ()


def analyze_operation(
    schema: strawberry.Schema, policy: ValidationPolicy, limits: Limits, text: str
) -> OperationAnalysis:
    """Validates a document with one operation, and computes its cost."""
    document = Documents(core_schema(schema), policy).read(text)
    if document.errors:
        return OperationAnalysis(errors=document.errors)
    operation = document.operations[0]
    cost = operation.cost.nodes(integer_defaults(operation.node))
    max_cost = operation.cost.nodes(dict.fromkeys(variable_names(operation.node), LARGEST_VARIABLE))
    errors = (*beyond_cost(limits, cost), *beyond_conditions(limits, operation.filters.fixed))
    return OperationAnalysis(cost, max(cost, max_cost), errors)


def variable_names(node: OperationDefinitionNode) -> list[str]:
    return [definition.variable.name.value for definition in node.variable_definitions or ()]


def integer_defaults(node: OperationDefinitionNode) -> dict[str, int]:
    return {
        definition.variable.name.value: int(definition.default_value.value)
        for definition in node.variable_definitions or ()
        if isinstance(definition.default_value, IntValueNode)
    }
