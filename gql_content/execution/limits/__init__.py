"""The most that an operation may ask for: pure functions over documents and their variables."""

from gql_content.execution.limits.conditions import Conditions, conditions_of
from gql_content.execution.limits.cost import Cost, PageSizes, cost_of, cost_of_field
from gql_content.execution.limits.documents import errors_in_document
from gql_content.execution.limits.errors import shortened
from gql_content.execution.limits.exceeded import LimitExceeded, beyond_conditions, beyond_cost
from gql_content.execution.limits.limits import Limits
from gql_content.execution.limits.tokens import told_of_tokens

__all__ = [
    "Conditions",
    "Cost",
    "LimitExceeded",
    "Limits",
    "PageSizes",
    "beyond_conditions",
    "beyond_cost",
    "conditions_of",
    "cost_of",
    "cost_of_field",
    "errors_in_document",
    "shortened",
    "told_of_tokens",
]
