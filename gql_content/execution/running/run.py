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
    """One run of a compiled operation.

    `arguments` are those of its fields that depend on variables, None where they are wrong: the
    field that asks for them then says so at its own place. `budget` is what it may take.
    """

    __slots__ = (
        "arguments",
        "budget",
        "context",
        "document",
        "errors",
        "extensions",
        "nulled",
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
        self.nulled: set[tuple[str | int, ...]] = set()

    def add(self, error: GraphQLError, path: tuple[str | int, ...]) -> None:
        """Adds the error that made what lies at `path` null.

        What happens below a place that is null already is nobody's concern.
        """
        if self.nulled and any(path[:end] in self.nulled for end in range(len(path) + 1)):
            return
        self.nulled.add(path)
        self.errors.append(error)

    @property
    def fragments(self) -> dict[str, FragmentDefinitionNode]:
        """The fragments of the document by name."""
        return {
            one.name.value: one
            for one in self.document.definitions
            if isinstance(one, FragmentDefinitionNode)
        }
