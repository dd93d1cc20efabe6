from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from gql_content.config import Settings
from gql_content.rendering import MarkdownCache
from gql_content.repository import Content
from gql_content.schema import Context, PageSizes, Presentation

__all__ = ["contexts", "for_those_who_run_it", "page_sizes", "presentation"]


def contexts(settings: Settings) -> Callable[[Content], Context]:
    """What makes the context of an operation from the content it is pinned to, for a stranger."""
    return partial(
        Context,
        documents=MarkdownCache(settings.text_cache),
        page_sizes=page_sizes(settings),
        presentation=presentation(settings),
        shows_problems=not settings.production,
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


def for_those_who_run_it(context_of: Callable[[Content], Context]) -> Callable[[Content], Context]:
    """The same contexts for a client that bears the token."""
    return lambda content: replace(context_of(content), shows_problems=True)
