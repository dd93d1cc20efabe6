from collections.abc import Sequence

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    specified_rules,
)

from gql_content.execution.checks import ValidationPolicy
from gql_content.execution.limits import (
    Limits,
    PageSizes,
    beyond_conditions,
    beyond_cost,
    errors_in_document,
)
from gql_content.execution.prepared import PreparedOperation

__all__ = ["build_validation_policy"]


def build_validation_policy(limits: Limits, *, show_schema: bool = True) -> ValidationPolicy:
    """The validation policy that enforces these limits.

    Without `show_schema`, introspection is rejected and error messages suggest no names.
    """

    def check_document(_: GraphQLSchema, document: DocumentNode) -> Sequence[GraphQLError]:
        return errors_in_document(limits, document)

    def check_operation(_: GraphQLSchema, operation: PreparedOperation) -> Sequence[GraphQLError]:
        if operation.conditions > limits.conditions:
            return beyond_conditions(limits, operation.conditions)
        return beyond_cost(limits, operation.cost)

    introspection_rules = () if show_schema else (NoSchemaIntrospectionCustomRule,)
    return ValidationPolicy(
        max_tokens=limits.tokens,
        rules=(*specified_rules, *introspection_rules),
        check_document=check_document,
        check_operation=check_operation,
        timeout_seconds=limits.seconds,
        max_objects=limits.cost,
        max_errors=limits.errors,
        show_schema=show_schema,
        page_sizes=PageSizes(limits.page_size, limits.largest_page),
    )
