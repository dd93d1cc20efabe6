"""What ends a run at once; no field may take it for an error of its own."""

from gql_content.pacing import BudgetSpent, NotAtOnce, TimeUp

__all__ = ["BudgetSpent", "NotAtOnce", "TimeUp", "Unplanned"]


class Unplanned(BaseException):
    """A resolver did what its definition does not say, such as to return an awaitable."""
