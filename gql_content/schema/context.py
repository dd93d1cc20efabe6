from typing import TYPE_CHECKING

import strawberry
from msgspec import Struct

from gql_content.dates import DEFAULT_DATE_FORMAT
from gql_content.rendering import MarkdownCache
from gql_content.repository import Content
from gql_content.seo import Site

__all__ = ["Context", "Info", "PageSizes", "Presentation"]


class PageSizes(Struct, frozen=True):
    """How many articles a page has unless the query says otherwise, and how many at most."""

    default: int = 20
    most: int = 100


class Presentation(Struct, frozen=True):
    """How the site shows itself: what the files do not say."""

    site: Site = Site()
    date_format: str = DEFAULT_DATE_FORMAT
    locale: str = "en"
    time_zone: str = "UTC"


class Context(Struct, frozen=True):
    """What one operation answers from.

    `since` is the revision that a reader who was cut off was told last, where the transport knows.
    `shows_problems` says whether the client may see what is wrong with the content.
    """

    content: Content
    documents: MarkdownCache
    page_sizes: PageSizes = PageSizes()
    presentation: Presentation = Presentation()
    since: str | None = None
    shows_problems: bool = True


if TYPE_CHECKING:
    Info = strawberry.Info[Context, None]
else:
    Info = strawberry.Info  # At run time Strawberry has no use for the parameters.
