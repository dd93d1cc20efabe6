from collections.abc import Callable
from functools import partial

from gql_content.config import Settings
from gql_content.rendering import Documents
from gql_content.repository import Content
from gql_content.schema import Context, PageSizes, Presentation

__all__ = ["contexts", "page_sizes", "presentation"]


def contexts(settings: Settings) -> Callable[[Content], Context]:
    """What makes the context of an operation from the content it is pinned to."""
    return partial(
        Context,
        documents=Documents(settings.text_cache),
        page_sizes=page_sizes(settings),
        presentation=presentation(settings),
    )


def page_sizes(settings: Settings) -> PageSizes:
    """How long pages are."""
    return PageSizes(default=settings.page_size, most=settings.max_page_size)


def presentation(settings: Settings) -> Presentation:
    """How the site shows itself."""
    return Presentation(
        site=settings.site,
        date_format=settings.date_format,
        locale=settings.locale,
        time_zone=settings.time_zone,
    )
