"""The image that stands for an article, under the names that editors and themes give it."""

from gql_content.model import Image
from gql_content.parsing.fields import Fields

__all__ = ["image_in"]

_NAMES = ("image", "featuredImg", "featured_image", "hero_image", "cover")


def image_in(fields: Fields, seo: Fields) -> Image | None:
    """The first that is given; one in `seo` is for sharing and comes before the article's own."""
    found = (one for one in (seo.image("image"), *map(fields.image, _NAMES)) if one is not None)
    return next(found, None)
