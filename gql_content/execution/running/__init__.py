"""The runtime of compiled operations: state, errors and slow paths."""

from gql_content.execution.running.abstract import check_type, resolve_type_name
from gql_content.execution.running.errors import locate_error, null_error, record_error
from gql_content.execution.running.infos import ResolveInfo, StrawberryInfo
from gql_content.execution.running.leaves import (
    complete_leaf,
    complete_leaves,
    format_date,
)
from gql_content.execution.running.run import Run
from gql_content.execution.running.together import gather_eager
from gql_content.execution.running.values import check_value, check_value_of_type, iterate_list
from gql_content.execution.signals import (
    BudgetSpent,
    FallbackRequired,
    NotAtOnce,
    TimeLimitReached,
)

__all__ = [
    "BudgetSpent",
    "FallbackRequired",
    "NotAtOnce",
    "ResolveInfo",
    "Run",
    "StrawberryInfo",
    "TimeLimitReached",
    "check_type",
    "check_value",
    "check_value_of_type",
    "complete_leaf",
    "complete_leaves",
    "format_date",
    "gather_eager",
    "iterate_list",
    "locate_error",
    "null_error",
    "record_error",
    "resolve_type_name",
]
