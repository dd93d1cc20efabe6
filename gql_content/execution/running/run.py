from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
)
from graphql.execution.values import VariableValues

from gql_content.pacing import Budget

__all__ = ["Run"]


class Run:
    """The state of one run of a compiled operation.

    `arguments` holds the field arguments that depend on variables. An entry is None if they are
    invalid: the field then raises the error, so that it has the field's path. `budget` is how much
    time and how many objects the run may use.
    """

    __slots__ = (
        "arguments",
        "budget",
        "context",
        "document",
        "errors",
        "extensions",
        "null_paths",
        "operation",
        "schema",
        "variables",
    )

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: VariableValues,
        context: object,
        arguments: list[dict[str, Any] | None],
        *,
        extensions: dict[str, Any] | None = None,
        budget: Budget | None = None,
    ) -> None:
        self.schema = schema
        self.document = document
        self.operation = operation
        self.variables = variables
        self.extensions = extensions
        self.context = context
        self.arguments = arguments
        self.budget = budget or Budget()
        self.errors: list[GraphQLError] = []
        self.null_paths: set[tuple[str | int, ...]] = set()

    def add_error(self, error: GraphQLError, path: tuple[str | int, ...]) -> None:
        """Adds the error that made the value at `path` null.

        Errors below a path that is already null are dropped (section 6.4.4).
        """
        if self.null_paths and any(path[:end] in self.null_paths for end in range(len(path) + 1)):
            return
        self.null_paths.add(path)
        self.errors.append(error)

    @property
    def fragments(self) -> dict[str, FragmentDefinitionNode]:
        """The fragments of the document, by name."""
        return {
            definition.name.value: definition
            for definition in self.document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
