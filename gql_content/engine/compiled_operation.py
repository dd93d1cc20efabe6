# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.
"""An operation compiled to a Python function."""

from collections.abc import Callable
from datetime import date
from time import monotonic
from typing import Any

from graphql import GraphQLSchema
from graphql.execution.values import VariableValues
from graphql.pyutils import Undefined
from msgspec import Struct

from gql_content.engine.arguments import Arguments
from gql_content.engine.codegen import CodeGenerator
from gql_content.engine.completion import (
    check_type,
    check_value,
    check_value_of_type,
    complete_leaf,
    complete_leaves,
    format_date,
    iterate_list,
    resolve_type_name,
)
from gql_content.engine.concurrency import gather_eager
from gql_content.engine.operation import PreparedOperation
from gql_content.engine.plan import SelectionSet
from gql_content.engine.run_state import (
    ResolveInfo,
    Run,
    StrawberryInfo,
    locate_error,
    null_error,
    record_error,
)
from gql_content.pacing import Budget, TimeLimitReached

__all__ = ["CompiledOperation", "compile_plan"]


class CompiledOperation(Struct, frozen=True):
    """An operation as a Python function, which returns a coroutine if `is_async`."""

    source: str
    function: Callable[[Run], Any]
    is_async: bool
    arguments: tuple[Arguments, ...]

    def begin(
        self, core: GraphQLSchema, prepared: PreparedOperation, context: object, budget: Budget
    ) -> Run:
        """The state of a new run of the operation."""
        assert prepared.document.node is not None  # noqa: S101 - a prepared operation has a document
        return Run(
            core,
            prepared.document.node,
            prepared.node,
            prepared.variables,
            context,
            self.convert_arguments(prepared.variables),
            extensions=prepared.params.extensions,
            budget=budget,
        )

    def convert_arguments(self, variables: VariableValues) -> list[dict[str, Any] | None]:
        """The field arguments that depend on variables, as `Run` takes them."""
        return [convert_or_none(arguments, variables) for arguments in self.arguments]


def convert_or_none(arguments: Arguments, variables: VariableValues) -> dict[str, Any] | None:
    try:
        return arguments.convert(variables)
    except Exception:  # noqa: BLE001 - the field raises it again, with its path
        return None


def compile_plan(plan: SelectionSet) -> CompiledOperation:
    """Compiles a plan."""
    generator = CodeGenerator(make_globals())
    source = generator.write(plan)
    names = generator.namespace.values
    exec(compile(source, "<operation>", "exec"), names)  # noqa: S102 - generated here; strings of the document occur only as literals
    function: Any = names["operation"]
    return CompiledOperation(source, function, generator.is_async, tuple(generator.arguments))


def make_globals() -> dict[str, object]:
    """The globals of all compiled code."""
    return {
        "Info": StrawberryInfo,
        "ResolveInfo": ResolveInfo,
        "BOOL": frozenset({bool}),
        "SEQUENCES": frozenset({list, tuple}),
        "TimeLimitReached": TimeLimitReached,
        "Undefined": Undefined,
        "check_value": check_value,
        "check_value_of_type": check_value_of_type,
        "clock": monotonic,
        "classes": {type(None)},
        "date": date,
        "format_date": format_date,
        "record_error": record_error,
        "iterate_list": iterate_list,
        "join": "".join,
        "complete_leaf": complete_leaf,
        "complete_leaves": complete_leaves,
        "locate_error": locate_error,
        "null_error": null_error,
        "new": tuple.__new__,
        "check_type": check_type,
        "gather_eager": gather_eager,
        "resolve_type_name": resolve_type_name,
    }
