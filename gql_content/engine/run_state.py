# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
"""The state of one run, its errors, and the `info` of its resolvers, computed on demand."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.
from collections.abc import Awaitable, Sequence
from inspect import isawaitable
from operator import itemgetter
from typing import Any

import strawberry
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    OperationDefinitionNode,
    located_error,
)
from graphql.execution.values import VariableValues
from graphql.pyutils import Path, gather_with_cancel
from graphql.type.definition import GraphQLResolveInfoHelpers
from strawberry.types.field import StrawberryField

from gql_content.engine.operation import FallbackRequired
from gql_content.engine.plan import FieldLocation
from gql_content.pacing import Budget

__all__ = ["ResolveInfo", "Run", "StrawberryInfo", "locate_error", "null_error", "record_error"]


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


def build_path(location: FieldLocation, indices: tuple[int, ...]) -> tuple[str | int, ...]:
    """The response path of a field, or of one of its items if there are more indices than lists."""
    remaining = iter(indices)
    return (*(next(remaining) if key is None else key for key in location.keys), *remaining)


def locate_error(
    error: Exception, location: FieldLocation, indices: tuple[int, ...]
) -> GraphQLError:
    """The error with its location and path, to be raised up to the next nullable field."""
    return located_error(error, location.nodes, list(build_path(location, indices)))


def record_error(
    run: Run, error: Exception, location: FieldLocation, indices: tuple[int, ...]
) -> None:
    """Adds the error to the result; the value at its path becomes null."""
    path = build_path(location, indices)
    run.add_error(located_error(error, location.nodes, list(path)), path)


def null_error(location: FieldLocation) -> TypeError:
    """The error for a null in a non-nullable field."""
    return TypeError(
        f"Cannot return null for non-nullable field {location.parent.name}.{location.name}."
    )


class ResolveInfo(tuple[Any, ...]):
    """Has the attributes of graphql-core's `GraphQLResolveInfo`."""

    __slots__ = ()

    @property
    def _run(self) -> Run:
        return self[0]

    @property
    def _location(self) -> FieldLocation:
        return self[1]

    @property
    def field_name(self) -> str:
        """See `graphql.GraphQLResolveInfo`, here and below."""
        return self._location.name

    @property
    def field_nodes(self) -> list[FieldNode]:
        return self._location.nodes

    @property
    def return_type(self) -> GraphQLOutputType:
        return self._location.definition.type

    @property
    def parent_type(self) -> GraphQLObjectType:
        return self._location.parent

    @property
    def path(self) -> Path:
        path: Path | None = None
        for key in build_path(self._location, self[2:]):
            path = Path(path, key, None)
        assert path is not None  # noqa: S101 - each field has a key
        return path._replace(typename=self._location.parent.name)

    @property
    def schema(self) -> GraphQLSchema:
        return self._run.schema

    @property
    def fragments(self) -> dict[str, FragmentDefinitionNode]:
        return self._run.fragments

    @property
    def root_value(self) -> None:
        return None

    @property
    def operation(self) -> OperationDefinitionNode:
        return self._run.operation

    @property
    def variable_values(self) -> dict[str, Any]:
        return self._run.variables.coerced

    @property
    def context(self) -> Any:
        return self._run.context

    @property
    def operation_extensions(self) -> dict[str, Any] | None:
        return self._run.extensions

    @property
    def abort_signal(self) -> None:
        return None

    @property
    def async_helpers(self) -> GraphQLResolveInfoHelpers:
        return ASYNC_HELPERS

    @staticmethod
    def is_awaitable(value: object) -> bool:
        """Whether a value has to be awaited."""
        return isawaitable(value)


class StrawberryInfo(tuple[Any, ...], strawberry.Info[Any, Any]):
    """Strawberry's `Info`."""

    __init__ = object.__init__  # pyright: ignore[reportAssignmentType] - a tuple is made by __new__

    @property
    def _raw_info(  # pyright: ignore[reportIncompatibleVariableOverride] - computed on access
        self,
    ) -> ResolveInfo:
        return ResolveInfo(self[1:])

    @property
    def _field(  # pyright: ignore[reportIncompatibleVariableOverride] - computed on access
        self,
    ) -> StrawberryField:
        location: FieldLocation = self[2]
        return location.definition.extensions["strawberry-definition"]

    context = property(itemgetter(0))  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride] - the same, faster


async def gather_awaitables(awaitables: Sequence[Awaitable[Any]]) -> list[Any]:
    return await gather_with_cancel(*awaitables)


def require_fallback(_: Sequence[Any]) -> None:
    raise FallbackRequired


ASYNC_HELPERS = GraphQLResolveInfoHelpers(gather=gather_awaitables, track=require_fallback)
