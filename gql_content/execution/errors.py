from gql_content.errors import CallError

__all__ = ["DeadlinePassed"]


class DeadlinePassed(CallError):
    """An operation that took longer than it may."""

    code = "DEADLINE_EXCEEDED"

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The operation was stopped after {seconds:g} s, the most that --max-seconds allows. "
            "Ask for fewer or smaller fields at a time."
        )
