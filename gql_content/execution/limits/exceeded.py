from graphql import GraphQLError, Node

__all__ = ["LimitExceeded"]


class LimitExceeded(GraphQLError):
    """Refuses what goes beyond the field `limit` of `Limits`.

    The client learns the limit by the error's code, the value it has, and the setting behind it.
    """

    def __init__(
        self, limit: str, value: int, noun: str, most: int, node: Node | None = None
    ) -> None:
        setting = f"--max-{limit.replace('_', '-')}"
        super().__init__(
            f"There are {value:,} {noun}; {setting} allows {most:,}.",
            node,
            extensions={
                "code": f"LIMIT_{limit.upper()}",
                "limit": most,
                "value": value,
                "setting": setting,
            },
        )
