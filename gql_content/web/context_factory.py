"""From settings to the context of resolvers, the limits of queries and the cache policy."""

from collections.abc import Callable
from functools import cached_property, partial

from msgspec.structs import replace

from gql_content.engine import Executor, Limits, ValidationPolicy, build_validation_policy
from gql_content.markdown import MarkdownCache
from gql_content.schema import SCHEMA, Context, PageSizes, Presentation
from gql_content.settings import Settings
from gql_content.sources import Content
from gql_content.web.cache_policy import Freshness, Tagging, Volatility

__all__ = ["Executors", "contexts", "for_those_who_run_it", "freshness_of", "limits_of"]


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


def limits_of(settings: Settings) -> Limits:
    """The limits on an operation that these settings put."""
    return Limits(
        tokens=settings.max_tokens,
        operations=settings.max_operations,
        depth=settings.max_depth,
        aliases=settings.max_aliases,
        root_fields=settings.max_root_fields,
        directives=settings.max_directives,
        fields=settings.max_fields,
        merges=settings.max_merges,
        cost=settings.max_cost,
        conditions=settings.max_conditions,
        errors=settings.max_errors,
        seconds=settings.max_seconds,
        page_size=settings.page_size,
        largest_page=settings.max_page_size,
    )


def freshness_of(settings: Settings) -> Freshness:
    """What caches are to be told of answers that these settings shape."""
    shaping = (page_sizes(settings), presentation(settings))
    tagging = Tagging(SCHEMA.as_str, shaping)
    return Freshness(tagging, Volatility(SCHEMA), settings.cache_control)


class Executors:
    """Who runs operations: for strangers, and for clients with the token.

    In production they differ in what errors say and in whether introspection is answered. Neither
    knows what the other remembers, so no answer to one reaches the other.
    """

    def __init__(self, settings: Settings, make: Callable[[ValidationPolicy], Executor]) -> None:
        self._settings = settings
        self._make = make
        self.strangers = make(
            build_validation_policy(limits_of(settings), show_schema=not settings.production)
        )

    def of(self, *, is_known: bool) -> Executor:
        """The one for a client, who is known or a stranger."""
        return self._known if is_known and self._settings.production else self.strangers

    @cached_property
    def _known(self) -> Executor:
        return self._make(build_validation_policy(limits_of(self._settings)))
