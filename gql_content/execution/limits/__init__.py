"""The most that an operation may ask for: pure functions over documents and their variables."""

from gql_content.execution.limits.cost import Cost, PageSizes, cost_of
from gql_content.execution.limits.documents import errors_in_document
from gql_content.execution.limits.errors import shortened
from gql_content.execution.limits.exceeded import LimitExceeded, beyond_cost
from gql_content.execution.limits.limits import Limits
from gql_content.execution.limits.tokens import told_of_tokens

__all__ = [
    "Cost",
    "LimitExceeded",
    "Limits",
    "PageSizes",
    "beyond_cost",
    "cost_of",
    "errors_in_document",
    "shortened",
    "told_of_tokens",
]
