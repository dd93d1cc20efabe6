from gql_content.errors import CallError

__all__ = ["DeadlineExceededError"]


class DeadlineExceededError(CallError):
    """An operation exceeded its time limit."""

    code = "DEADLINE_EXCEEDED"

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The operation exceeded the limit of {seconds:g} s (--max-seconds) and was stopped. "
            "Select fewer fields, or request smaller pages."
        )
