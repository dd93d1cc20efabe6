"""Signals that end a run at once. As `BaseException`s they are not handled as field errors."""

__all__ = ["FallbackRequired", "TimeLimitReached"]


class TimeLimitReached(BaseException):
    """The operation exceeded its time limit."""


class FallbackRequired(BaseException):
    """graphql-core must run the operation: a resolver did something that was not compiled for.

    For example, a synchronous resolver returned an awaitable.
    """
