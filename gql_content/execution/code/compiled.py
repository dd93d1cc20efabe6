# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

from collections.abc import Callable
from datetime import date
from time import monotonic
from typing import Any

from graphql import GraphQLSchema
from graphql.execution.values import VariableValues
from graphql.pyutils import Undefined
from msgspec import Struct

from gql_content.execution import running
from gql_content.execution.code.generator import Generator
from gql_content.execution.inputs import Arguments
from gql_content.execution.plans import Selection
from gql_content.execution.prepared import Prepared
from gql_content.pacing import Budget

__all__ = ["Compiled", "compiled"]


class Compiled(Struct, frozen=True):
    """An operation as a function; where it `waits`, the function makes a coroutine."""

    source: str
    function: Callable[[running.Run], Any]
    waits: bool
    arguments: tuple[Arguments, ...]

    def begin(
        self, core: GraphQLSchema, prepared: Prepared, context: object, budget: Budget
    ) -> running.Run:
        """The state of a new run of the operation."""
        assert prepared.document.node is not None  # noqa: S101 - a prepared operation stands in one
        return running.Run(
            core,
            prepared.document.node,
            prepared.node,
            prepared.variables,
            context,
            self.arguments_for(prepared.variables),
            extensions=prepared.asked.extensions,
            budget=budget,
        )

    def arguments_for(self, variables: VariableValues) -> list[dict[str, Any] | None]:
        """The arguments of its fields that depend on variables, in the order it knows them by."""
        return [converted(one, variables) for one in self.arguments]


def converted(arguments: Arguments, variables: VariableValues) -> dict[str, Any] | None:
    try:
        return arguments.converted(variables)
    except Exception:  # noqa: BLE001 - the field that asks for them tells, at its own place
        return None


def compiled(plan: Selection) -> Compiled:
    """The function that a plan describes."""
    generator = Generator(known())
    source = generator.write(plan)
    names = generator.names.values
    exec(compile(source, "<operation>", "exec"), names)  # noqa: S102 - of our own writing: texts of a document stand in it as literals alone
    function: Any = names["operation"]
    return Compiled(source, function, generator.waits, tuple(generator.arguments))


def known() -> dict[str, object]:
    """What any compiled code refers to."""
    return {
        "Info": running.PlannedInfo,
        "ResolveInfo": running.ResolveInfo,
        "BOOL": frozenset({bool}),
        "SEQUENCES": frozenset({list, tuple}),
        "TimeUp": running.TimeUp,
        "Undefined": Undefined,
        "accepted": running.accepted,
        "accepted_as": running.accepted_as,
        "clock": monotonic,
        "classes": {type(None)},
        "date": date,
        "day": running.day,
        "failed": running.failed,
        "items": running.items,
        "join": "".join,
        "leaf": running.completed_leaf,
        "leaves": running.completed_leaves,
        "located": running.located,
        "missing": running.missing,
        "new": tuple.__new__,
        "sure": running.sure,
        "together": running.together,
        "type_name": running.type_name,
    }
