"""Manifests of trusted documents, and the check of a frontend's documents."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import msgspec
import strawberry
from graphql import (
    DefinitionNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    NameNode,
    NoUnusedFragmentsRule,
    OperationDefinitionNode,
    SelectionSetNode,
    Source,
    Visitor,
    parse,
    print_ast,
    separate_operations,
    specified_rules,
    validate,
    visit,
)
from graphql.validation import LoneAnonymousOperationRule
from msgspec import Struct

from gql_content.engine import (
    analyze_operation,
    build_validation_policy,
    core_schema,
    strawberry_rules,
)
from gql_content.errors import StartError
from gql_content.settings import Settings
from gql_content.web.context_factory import limits_of

__all__ = [
    "CheckedDocument",
    "CheckedDocuments",
    "Mistake",
    "TrustedDocument",
    "check_documents",
    "read_manifest",
    "written_manifest",
]


class TrustedDocument(Struct, frozen=True):
    """One operation with all the fragments it needs."""

    id: str
    name: str
    type: str
    body: str


class ApolloManifest(Struct, frozen=True):
    """The format of Apollo's persisted-query manifests."""

    format: Literal["apollo-persisted-query-manifest"] = "apollo-persisted-query-manifest"
    version: Literal[1] = 1
    operations: tuple[TrustedDocument, ...] = ()


def read_manifest(file: Path) -> Mapping[str, str]:
    """The documents of a manifest by their ids; raises `StartError`."""
    try:
        written = file.read_bytes()
    except OSError as error:
        raise StartError(f"--documents {file} cannot be read: {error.strerror}.") from None
    try:
        return documents_in(msgspec.json.decode(written, type=dict[str, Any]))
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise StartError(
            f"--documents {file} is no manifest: {error}. "
            "Write one by `gql-content documents check --write`."
        ) from None


def documents_in(manifest: Mapping[str, Any]) -> Mapping[str, str]:
    if isinstance(manifest.get("operations"), list):
        operations = msgspec.convert(manifest, ApolloManifest).operations
        return {one.id: one.body for one in operations}
    return msgspec.convert(manifest, dict[str, str])


def written_manifest(documents: Iterable[TrustedDocument]) -> bytes:
    """A manifest of these documents, a line for each field, so that changes show in a diff."""
    manifest = msgspec.json.encode(ApolloManifest(operations=tuple(documents)))
    return msgspec.json.format(manifest, indent=2) + b"\n"


TYPENAME = FieldNode(name=NameNode(value="__typename"))


def with_typenames(document: DocumentNode) -> DocumentNode:
    """The document as Apollo Client and urql ask it: with `__typename` in every object.

    Their caches know objects by it. The root has none, and introspection is left alone.
    """
    return visit(document, Adding())


class Adding(Visitor):
    """Adds it at the end of selections."""

    def enter_selection_set(
        self, node: SelectionSetNode, _: Any, parent: Any, *__: Any
    ) -> SelectionSetNode | None:
        """See `Visitor`."""
        fields = (one.name.value for one in node.selections if isinstance(one, FieldNode))
        if isinstance(parent, OperationDefinitionNode) or any(
            name.startswith("__") for name in fields
        ):
            return None
        return SelectionSetNode(selections=(*node.selections, TYPENAME))


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
