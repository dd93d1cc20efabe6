# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false
# The types of Strawberry are generic over anything.

import strawberry
from graphql import GraphQLError, IntValueNode, OperationDefinitionNode
from msgspec import Struct

from gql_content.execution.checks import Checks
from gql_content.execution.documents import Documents
from gql_content.execution.internals import core_schema
from gql_content.execution.limits import Limits, beyond_conditions, beyond_cost

__all__ = ["Appraisal", "appraised"]

ANY = 1 << 62  # as large as a variable could say; a page has its own most


class Appraisal(Struct, frozen=True):
    """What can be said of an operation before anybody asks it.

    `cost` is reckoned with the defaults of its variables, where there are none with the defaults of
    the fields; `most` with the largest pages that variables may ask for.
    """

    cost: int = 0
    most: int = 0
    errors: tuple[GraphQLError, ...] = ()


def appraised(schema: strawberry.Schema, checks: Checks, limits: Limits, text: str) -> Appraisal:
    """Judges a document of one operation as a service with these checks and limits would."""
    core = core_schema(schema)
    document = Documents(core, checks).read(text)
    if document.errors:
        return Appraisal(errors=document.errors)
    known = document.operations[0]
    cost = known.cost.nodes(defaults_of(known.node))
    most = known.cost.nodes(dict.fromkeys(names_of(known.node), ANY))
    errors = (*beyond_cost(limits, cost), *beyond_conditions(limits, known.filters.fixed))
    return Appraisal(cost, max(cost, most), errors)


def names_of(node: OperationDefinitionNode) -> list[str]:
    return [one.variable.name.value for one in node.variable_definitions or ()]


def defaults_of(node: OperationDefinitionNode) -> dict[str, int]:
    return {
        one.variable.name.value: int(one.default_value.value)
        for one in node.variable_definitions or ()
        if isinstance(one.default_value, IntValueNode)
    }
