"""The image of an article, under the names that editors and themes use."""

from gql_content.model import Image
from gql_content.parsing.fields import Fields

__all__ = ["find_image"]

_IMAGE_KEYS = ("image", "featuredImg", "featured_image", "hero_image", "cover")


def find_image(fields: Fields, seo: Fields) -> Image | None:
    """Return the first image. One in `seo`, meant for sharing, comes before the article's own."""
    found = (
        image
        for image in (seo.read_image("image"), *map(fields.read_image, _IMAGE_KEYS))
        if image is not None
    )
    return next(found, None)
