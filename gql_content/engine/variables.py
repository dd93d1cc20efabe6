# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.
"""Coerces variables (CoerceVariableValues, 6.1.2)."""

from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLBoolean,
    GraphQLError,
    GraphQLID,
    GraphQLInputType,
    GraphQLSchema,
    GraphQLString,
    OperationDefinitionNode,
)
from graphql.execution import get_variable_values
from graphql.pyutils import Undefined
from graphql.type import is_leaf_type, is_non_null_type
from graphql.utilities import coerce_input_value

from gql_content.engine.internals import report

if TYPE_CHECKING:
    from graphql.execution.get_variable_signature import GraphQLVariableSignature
    from graphql.execution.values import VariableValues, VariableValueSource

__all__ = ["VariableCoercer"]


EXACT_CLASSES: dict[GraphQLInputType, type] = {
    GraphQLBoolean: bool,
    GraphQLID: str,
    GraphQLString: str,
}
"""Scalars whose values need no coercion if they have this Python class."""

VariablePlan = tuple["GraphQLVariableSignature", GraphQLInputType, type | None]


class VariableCoercer:
    """Coerces the variables of one operation (CoerceVariableValues, section 6.1.2).

    graphql-core computes the types and defaults of variables for every request; here that is done
    once. Invalid and unusual values are left to graphql-core, which has the error messages.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        node: OperationDefinitionNode,
        max_errors: int,
        suggest_names: bool = True,
    ) -> None:
        self._schema = schema
        self._max_errors = max_errors
        self._suggest_names = suggest_names
        self._definitions = node.variable_definitions or ()
        self._plans: list[VariablePlan] | None = None

    def coerce(self, values: dict[str, Any]) -> "VariableValues | list[GraphQLError]":
        """The coerced values, or the errors of invalid ones."""
        if self._plans is None:
            return self._coerce_first(values)
        sources: dict[str, VariableValueSource] = {}
        coerced: dict[str, Any] = {}
        for signature, type_, exact_class in self._plans:
            name = signature.name
            value = values.get(name, Undefined)
            sources[name] = self._source(signature, value)
            if type(value) is exact_class:
                coerced[name] = value
            elif value is not Undefined:
                value = coerce_input_value(value, type_)
                if value is Undefined:
                    return self._coerce_by_graphql_core(values)
                coerced[name] = value
            elif is_non_null_type(type_):
                return self._coerce_by_graphql_core(values)
        return self._values(sources, coerced)

    def _coerce_first(self, values: dict[str, Any]) -> "VariableValues | list[GraphQLError]":
        coerced = self._coerce_by_graphql_core(values)
        if not isinstance(coerced, list):
            try:
                self._plan(coerced)
            except Exception as error:  # noqa: BLE001 - whatever has changed in graphql-core
                report("reading variables", error)
        return coerced

    def _plan(self, coerced: "VariableValues") -> None:
        from graphql.execution.values import VariableValues, VariableValueSource

        if self._can_be_planned():
            self._values, self._source = VariableValues, VariableValueSource
            self._plans = [plan_variable(source.signature) for source in coerced.sources.values()]

    def _can_be_planned(self) -> bool:
        """Whether all variables are leaves without defaults.

        Input objects may be nested too deeply, which only graphql-core counts.
        """
        from graphql.execution.get_variable_signature import (
            GraphQLVariableSignature,
            get_variable_signature,
        )

        signatures = [get_variable_signature(self._schema, node) for node in self._definitions]
        return all(
            isinstance(signature, GraphQLVariableSignature)
            and signature.default is None
            and is_leaf_variable(signature.type)
            for signature in signatures
        )

    def _coerce_by_graphql_core(
        self, values: dict[str, Any]
    ) -> "VariableValues | list[GraphQLError]":
        return get_variable_values(
            self._schema,
            self._definitions,
            values,
            max_errors=self._max_errors,
            hide_suggestions=not self._suggest_names,
        )


def plan_variable(signature: "GraphQLVariableSignature") -> VariablePlan:
    return signature, signature.type, EXACT_CLASSES.get(unwrap_non_null(signature.type))


def is_leaf_variable(type_: GraphQLInputType) -> bool:
    return is_leaf_type(unwrap_non_null(type_))


def unwrap_non_null(type_: GraphQLInputType) -> GraphQLInputType:
    return type_.of_type if is_non_null_type(type_) else type_
