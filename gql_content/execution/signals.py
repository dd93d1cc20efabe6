"""Signals that end a run at once. As `BaseException`s they are not handled as field errors."""

from gql_content.pacing import BudgetSpent, NotAtOnce, TimeLimitReached

__all__ = ["BudgetSpent", "FallbackRequired", "NotAtOnce", "TimeLimitReached"]


class FallbackRequired(BaseException):
    """graphql-core must run the operation: a resolver did something that was not compiled for.

    For example, a synchronous resolver returned an awaitable.
    """
