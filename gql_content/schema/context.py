from typing import TYPE_CHECKING

import strawberry
from msgspec import Struct

from gql_content.repository import Content

__all__ = ["Context", "Info", "PageSizes"]


class PageSizes(Struct, frozen=True):
    """How many articles a page has unless the query says otherwise, and how many at most."""

    default: int = 20
    most: int = 100


class Context(Struct, frozen=True):
    """What one operation answers from."""

    content: Content
    page_sizes: PageSizes = PageSizes()


if TYPE_CHECKING:
    Info = strawberry.Info[Context, None]
else:
    Info = strawberry.Info  # At run time Strawberry has no use for the parameters.
