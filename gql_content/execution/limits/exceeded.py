from collections.abc import Sequence

from graphql import GraphQLError, Node

from gql_content.execution.limits.limits import Limits

__all__ = ["LimitExceeded", "beyond_conditions", "beyond_cost"]


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


def beyond_cost(limits: Limits, cost: int) -> Sequence[LimitExceeded]:
    """Refuses an operation that costs too much."""
    if cost <= limits.cost:
        return ()
    return (LimitExceeded("cost", cost, "objects that it could answer with", limits.cost),)


def beyond_conditions(limits: Limits, count: int) -> Sequence[LimitExceeded]:
    """Refuses an operation whose filters hold too much."""
    if count <= limits.conditions:
        return ()
    return (LimitExceeded("conditions", count, "conditions in its filters", limits.conditions),)
