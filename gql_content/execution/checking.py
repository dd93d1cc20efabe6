from collections.abc import Sequence

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    specified_rules,
)

from gql_content.execution.checks import Checks
from gql_content.execution.limits import (
    Limits,
    PageSizes,
    beyond_conditions,
    beyond_cost,
    errors_in_document,
)
from gql_content.execution.prepared import Prepared

__all__ = ["checks_of"]


def checks_of(limits: Limits, *, shows_schema: bool = True) -> Checks:
    """What an operation has to pass so that it stays within its limits.

    Where the schema is not to be shown, introspection is refused, and no error suggests a name.
    """

    def of_document(_: GraphQLSchema, document: DocumentNode) -> Sequence[GraphQLError]:
        return errors_in_document(limits, document)

    def of_operation(_: GraphQLSchema, operation: Prepared) -> Sequence[GraphQLError]:
        if operation.conditions > limits.conditions:
            return beyond_conditions(limits, operation.conditions)
        return beyond_cost(limits, operation.cost)

    hiding = () if shows_schema else (NoSchemaIntrospectionCustomRule,)
    return Checks(
        tokens=limits.tokens,
        rules=(*specified_rules, *hiding),
        of_document=of_document,
        of_operation=of_operation,
        seconds=limits.seconds,
        objects=limits.cost,
        errors=limits.errors,
        shows_schema=shows_schema,
        page_sizes=PageSizes(limits.page_size, limits.largest_page),
    )
