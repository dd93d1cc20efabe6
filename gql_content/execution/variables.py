# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

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

from gql_content.execution.internals import report

if TYPE_CHECKING:
    from graphql.execution.get_variable_signature import GraphQLVariableSignature
    from graphql.execution.values import VariableValues, VariableValueSource

__all__ = ["VariableReader"]

EXACT: dict[GraphQLInputType, type] = {GraphQLBoolean: bool, GraphQLID: str, GraphQLString: str}
"""Scalars whose values, where they come as such a type of Python, are what they are."""

Known = tuple["GraphQLVariableSignature", GraphQLInputType, type | None]


class VariableReader:
    """Coerces the variables of one operation (CoerceVariableValues, 6.1.2).

    What graphql-core works out anew for each request, the types and defaults of the variables, is
    known from the first one on. Whatever is out of the ordinary is left to graphql-core, which has
    the words for it.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        node: OperationDefinitionNode,
        most_errors: int,
        suggests_names: bool = True,
    ) -> None:
        self._schema = schema
        self._most_errors = most_errors
        self._suggests_names = suggests_names
        self._definitions = node.variable_definitions or ()
        self._known: list[Known] | None = None

    def read(self, given: dict[str, Any]) -> "VariableValues | list[GraphQLError]":
        """The values, or what is wrong with those that were given."""
        if self._known is None:
            return self._first(given)
        sources: dict[str, VariableValueSource] = {}
        coerced: dict[str, Any] = {}
        for signature, kind, exact in self._known:
            name = signature.name
            value = given.get(name, Undefined)
            sources[name] = self._source(signature, value)
            if type(value) is exact:
                coerced[name] = value
            elif value is not Undefined:
                value = coerce_input_value(value, kind)
                if value is Undefined:
                    return self._by_graphql_core(given)
                coerced[name] = value
            elif is_non_null_type(kind):
                return self._by_graphql_core(given)
        return self._values(sources, coerced)

    def _first(self, given: dict[str, Any]) -> "VariableValues | list[GraphQLError]":
        values = self._by_graphql_core(given)
        if not isinstance(values, list):
            try:
                self._learn(values)
            except Exception as error:  # noqa: BLE001 - whatever has changed in graphql-core
                report("reading variables", error)
        return values

    def _learn(self, values: "VariableValues") -> None:
        from graphql.execution.values import VariableValues, VariableValueSource

        if self._are_simple():
            self._values, self._source = VariableValues, VariableValueSource
            self._known = [known(source.signature) for source in values.sources.values()]

    def _are_simple(self) -> bool:
        """Inputs may be nested too deeply, which takes counting; leaves are not."""
        from graphql.execution.get_variable_signature import (
            GraphQLVariableSignature,
            get_variable_signature,
        )

        signatures = [get_variable_signature(self._schema, one) for one in self._definitions]
        return all(
            isinstance(one, GraphQLVariableSignature) and one.default is None and is_flat(one.type)
            for one in signatures
        )

    def _by_graphql_core(self, given: dict[str, Any]) -> "VariableValues | list[GraphQLError]":
        return get_variable_values(
            self._schema,
            self._definitions,
            given,
            max_errors=self._most_errors,
            hide_suggestions=not self._suggests_names,
        )


def known(signature: "GraphQLVariableSignature") -> Known:
    return signature, signature.type, EXACT.get(nullable(signature.type))


def is_flat(kind: GraphQLInputType) -> bool:
    return is_leaf_type(nullable(kind))


def nullable(kind: GraphQLInputType) -> GraphQLInputType:
    return kind.of_type if is_non_null_type(kind) else kind
