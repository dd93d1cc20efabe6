from collections.abc import AsyncIterable
from typing import Annotated

import strawberry
from strawberry import UNSET

from gql_content.schema.content_change import ContentChange
from gql_content.schema.context import Info
from gql_content.schema.filters import filter_value
from gql_content.schema.windows import Filter, given

__all__ = ["Subscription"]

Since = Annotated[
    str | None,
    strawberry.argument(
        description="The last revision that is known, of an event or of `content`: the first event "
        "tells what has changed since. Over server-sent events the header Last-Event-ID does too."
    ),
]


# No generator: its frame would keep the content that it was asked of alive for as long as it lasts.
async def content_changed(
    info: Info,
    filter: Filter = UNSET,  # noqa: A002 - the public name
    since: Since = UNSET,
) -> AsyncIterable[ContentChange]:
    known = info.context.since or given(since)  # the former is the newer: it was told later
    return info.context.content.changes(filter_value(filter), known)  # pyright: ignore[reportReturnType] - a value stands for its type


@strawberry.type(description="Everything that can be followed as it happens.")
class Subscription:
    content_changed: AsyncIterable[ContentChange] = strawberry.subscription(
        resolver=content_changed,
        description="How the content changes. The first event comes at once and tells where it "
        "stands; each further one leads from the event before to the newest content, whatever "
        "lies between, so a slow reader skips ahead.",
    )
