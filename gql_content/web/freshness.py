from gql_content.config import Settings
from gql_content.schema import SCHEMA
from gql_content.web.caching import Freshness, Tagging, Volatility
from gql_content.web.contexts import page_sizes, presentation

__all__ = ["freshness_of"]


def freshness_of(settings: Settings) -> Freshness:
    """What caches are to be told of answers that these settings shape."""
    shaping = (page_sizes(settings), presentation(settings))
    tagging = Tagging(SCHEMA.as_str, shaping)
    return Freshness(tagging, Volatility(SCHEMA), settings.cache_control)
