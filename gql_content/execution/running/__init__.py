"""What a compiled operation needs while it runs: its state, its errors, whatever is seldom."""

from gql_content.execution.running.abstract import sure, type_name
from gql_content.execution.running.errors import failed, located, missing
from gql_content.execution.running.infos import PlannedInfo, ResolveInfo
from gql_content.execution.running.leaves import (
    completed_leaf,
    completed_leaves,
    day,
)
from gql_content.execution.running.run import Run
from gql_content.execution.running.together import together
from gql_content.execution.running.values import accepted, accepted_as, items
from gql_content.execution.signals import BudgetSpent, NotAtOnce, TimeUp, Unplanned

__all__ = [
    "BudgetSpent",
    "NotAtOnce",
    "PlannedInfo",
    "ResolveInfo",
    "Run",
    "TimeUp",
    "Unplanned",
    "accepted",
    "accepted_as",
    "completed_leaf",
    "completed_leaves",
    "day",
    "failed",
    "items",
    "located",
    "missing",
    "sure",
    "together",
    "type_name",
]
