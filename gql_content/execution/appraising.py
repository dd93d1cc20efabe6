# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false
# Strawberry's types are generic over unknown types.

import strawberry
from graphql import GraphQLError, IntValueNode, OperationDefinitionNode
from msgspec import Struct

from gql_content.execution.checks import ValidationPolicy
from gql_content.execution.documents import Documents
from gql_content.execution.internals import core_schema
from gql_content.execution.limits import Limits, beyond_conditions, beyond_cost

__all__ = ["OperationAnalysis", "analyze_operation"]

LARGEST_VARIABLE = 1 << 62  # larger than any valid page size; page sizes are capped anyway


class OperationAnalysis(Struct, frozen=True):
    """The static cost of an operation, or the errors that would reject it.

    `cost` uses the default values of the variables, or else of the fields. `max_cost` uses the
    largest pages that the variables may request.
    """

    cost: int = 0
    max_cost: int = 0
    errors: tuple[GraphQLError, ...] = ()


def analyze_operation(
    schema: strawberry.Schema, policy: ValidationPolicy, limits: Limits, text: str
) -> OperationAnalysis:
    """Validates a document with one operation, and computes its cost."""
    document = Documents(core_schema(schema), policy).read(text)
    if document.errors:
        return OperationAnalysis(errors=document.errors)
    operation = document.operations[0]
    cost = operation.cost.nodes(integer_defaults(operation.node))
    max_cost = operation.cost.nodes(dict.fromkeys(variable_names(operation.node), LARGEST_VARIABLE))
    errors = (*beyond_cost(limits, cost), *beyond_conditions(limits, operation.filters.fixed))
    return OperationAnalysis(cost, max(cost, max_cost), errors)


def variable_names(node: OperationDefinitionNode) -> list[str]:
    return [definition.variable.name.value for definition in node.variable_definitions or ()]


def integer_defaults(node: OperationDefinitionNode) -> dict[str, int]:
    return {
        definition.variable.name.value: int(definition.default_value.value)
        for definition in node.variable_definitions or ()
        if isinstance(definition.default_value, IntValueNode)
    }
