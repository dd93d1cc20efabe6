from gql_content.config import Settings
from gql_content.execution import Limits

__all__ = ["limits_of"]


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
