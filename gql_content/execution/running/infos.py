"""The `info` arguments of resolvers; their attributes are computed on access, since few are used.

`ResolveInfo` is a tuple of the run, the field's location and the list indices on the path.
`StrawberryInfo` has the context in front of those. Tuples are the cheapest objects to create.
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.

from collections.abc import Awaitable, Sequence
from inspect import isawaitable
from operator import itemgetter
from typing import Any

import strawberry
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    OperationDefinitionNode,
)
from graphql.pyutils import Path, gather_with_cancel
from graphql.type.definition import GraphQLResolveInfoHelpers
from strawberry.types.field import StrawberryField

from gql_content.execution.plans import FieldLocation
from gql_content.execution.running.paths import build_path
from gql_content.execution.running.run import Run
from gql_content.execution.signals import FallbackRequired

__all__ = ["ResolveInfo", "StrawberryInfo"]


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
