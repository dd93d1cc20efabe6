"""What ends a run at once; no field may take it for an error of its own."""

__all__ = ["TimeUp", "Unplanned"]


class TimeUp(BaseException):
    """The operation has had its time."""


class Unplanned(BaseException):
    """A resolver did what its definition does not say, such as to return an awaitable."""
