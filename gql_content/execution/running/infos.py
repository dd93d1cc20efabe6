"""What resolvers learn of their field; worked out when asked for, since few ask for much.

They are tuples of the run, the place and the indices on the way to it, the second with the context
in front: nothing is made faster, and most of them are never looked at.
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

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

from gql_content.execution.plans import Place
from gql_content.execution.running.paths import path_of
from gql_content.execution.running.run import Run
from gql_content.execution.signals import Unplanned

__all__ = ["PlannedInfo", "ResolveInfo"]


class ResolveInfo(tuple[Any, ...]):
    """What graphql-core tells a resolver, under the same names."""

    __slots__ = ()

    @property
    def _run(self) -> Run:
        return self[0]

    @property
    def _place(self) -> Place:
        return self[1]

    @property
    def field_name(self) -> str:
        """See `graphql.GraphQLResolveInfo`, here and below."""
        return self._place.name

    @property
    def field_nodes(self) -> list[FieldNode]:
        return self._place.nodes

    @property
    def return_type(self) -> GraphQLOutputType:
        return self._place.definition.type

    @property
    def parent_type(self) -> GraphQLObjectType:
        return self._place.parent

    @property
    def path(self) -> Path:
        found: Path | None = None
        for key in path_of(self._place, self[2:]):
            found = Path(found, key, None)
        assert found is not None  # noqa: S101 - each field has a key
        return found._replace(typename=self._place.parent.name)

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
        return HELPERS

    @staticmethod
    def is_awaitable(value: object) -> bool:
        """Whether a value has to be awaited."""
        return isawaitable(value)


class PlannedInfo(tuple[Any, ...], strawberry.Info[Any, Any]):
    """What Strawberry tells a resolver."""

    __init__ = object.__init__  # pyright: ignore[reportAssignmentType] - a tuple is made by __new__

    @property
    def _raw_info(  # pyright: ignore[reportIncompatibleVariableOverride] - made when asked for
        self,
    ) -> ResolveInfo:
        return ResolveInfo(self[1:])

    @property
    def _field(  # pyright: ignore[reportIncompatibleVariableOverride] - found when asked for
        self,
    ) -> StrawberryField:
        place: Place = self[2]
        return place.definition.extensions["strawberry-definition"]

    context = property(itemgetter(0))  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride] - the same, faster


async def gathered(values: Sequence[Awaitable[Any]]) -> list[Any]:
    return await gather_with_cancel(*values)


def tracked(_: Sequence[Any]) -> None:
    raise Unplanned


HELPERS = GraphQLResolveInfoHelpers(gather=gathered, track=tracked)
