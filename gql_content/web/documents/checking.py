"""A frontend's documents, held against the schema before anything is deployed."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

import strawberry
from graphql import (
    DefinitionNode,
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    NoUnusedFragmentsRule,
    OperationDefinitionNode,
    Source,
    parse,
    print_ast,
    separate_operations,
    specified_rules,
    validate,
)
from graphql.validation import LoneAnonymousOperationRule
from msgspec import Struct

from gql_content.config import Settings
from gql_content.execution import (
    analyze_operation,
    build_validation_policy,
    core_schema,
    strawberry_rules,
)
from gql_content.web.documents.manifest import TrustedDocument
from gql_content.web.documents.typenames import with_typenames
from gql_content.web.limits import limits_of

__all__ = ["CheckedDocument", "CheckedDocuments", "Mistake", "check_documents"]

# One frontend's files are judged as one document: a fragment may wait for a page to come, and what
# an operation without a name lacks is told below.
RULES = tuple(
    rule
    for rule in specified_rules
    if rule not in {NoUnusedFragmentsRule, LoneAnonymousOperationRule}
)


class Mistake(Struct, frozen=True, order=True):
    """What is wrong, at its line and column of a file, both from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class CheckedDocument(Struct, frozen=True):
    """One operation, and how many objects it may answer with.

    `cost` is so by the defaults of its variables, `most` with the largest pages they may ask for.
    """

    document: TrustedDocument
    cost: int
    most: int


class CheckedDocuments(Struct, frozen=True):
    """The operations of some files, each with its fragments; or the mistakes in them."""

    operations: tuple[CheckedDocument, ...]
    mistakes: tuple[Mistake, ...]


def check_documents(
    schema: strawberry.Schema,
    texts: Mapping[str, str],
    settings: Settings,
    *,
    adds_typenames: bool = False,
) -> CheckedDocuments:
    """Checks the texts of files, by their names, as a service with these settings would.

    A fragment may stand in another file. With `adds_typenames` the operations are those that
    clients make of them which know objects by `__typename`.
    """
    definitions: list[DefinitionNode] = []
    mistakes: list[Mistake] = []
    for name, text in texts.items():
        try:
            definitions += parse(Source(text, name)).definitions
        except GraphQLError as error:
            mistakes.append(mistake_of(error))
    document = DocumentNode(definitions=tuple(definitions))
    if not mistakes:
        mistakes += [mistake_of(error) for error in errors_in(schema, document)]
    limits, operations = limits_of(settings), list[CheckedDocument]()
    for trusted, node in () if mistakes else operations_in(document, adds_typenames):
        found = analyze_operation(schema, build_validation_policy(limits), limits, trusted.body)
        operations.append(CheckedDocument(trusted, found.cost, found.max_cost))
        mistakes += [mistake_of(GraphQLError(error.message, node)) for error in found.errors]
    return CheckedDocuments(() if mistakes else tuple(operations), tuple(sorted(mistakes)))


def errors_in(schema: strawberry.Schema, document: DocumentNode) -> Iterable[GraphQLError]:
    yield from validate(core_schema(schema), document, (*RULES, *strawberry_rules()))
    for node in document.definitions:
        if not isinstance(node, OperationDefinitionNode):
            continue
        if node.name is None:
            kind = node.operation.value
            yield GraphQLError(f"This {kind} has no name: write `{kind} SomeName`.", node)


def operations_in(
    document: DocumentNode, adds_typenames: bool
) -> Iterable[tuple[TrustedDocument, OperationDefinitionNode]]:
    """Each operation by its name, printed with the fragments it needs in the order of theirs."""
    for name, whole in sorted(separate_operations(document).items()):
        fragments = [one for one in whole.definitions if isinstance(one, FragmentDefinitionNode)]
        fragments.sort(key=lambda one: one.name.value)
        for one in whole.definitions:
            if isinstance(one, OperationDefinitionNode):
                own = DocumentNode(definitions=(one, *fragments))
                body = print_ast(with_typenames(own) if adds_typenames else own)
                digest = sha256(body.encode()).hexdigest()
                yield TrustedDocument(digest, name, one.operation.value, body), one


def mistake_of(error: GraphQLError) -> Mistake:
    place = error.locations[0] if error.locations else None
    name = error.source.name if error.source is not None else ""
    line, column = (place.line, place.column) if place is not None else (1, 1)
    return Mistake(name, line, column, error.message)
