import re
from collections.abc import Iterator

from gql_content.checks.draft import Draft
from gql_content.checks.finding import Finding

__all__ = ["image_alt"]

REMEDY = "Say in a few words what it shows; an image that only decorates has `alt` as raw HTML."
DECORATES = re.compile(r"""\salt\s*=\s*(?:""|'')""", re.IGNORECASE)
FIELDS = ("featuredImg", "featured_image", "hero_image", "cover", "image")


def image_alt(draft: Draft) -> Iterator[Finding]:
    """An image without words for those who cannot see it."""
    for text in draft.texts:
        for image, at in text.images():
            if not image.alt.strip() and not decorates(text.source, at):
                message = f"The image {image.src} has no alternative text."
                yield Finding(message, REMEDY, text.field, at)
    yield from in_front_matter(draft)


def decorates(source: str, at: int | None) -> bool:
    """Whether the image there is a tag that says that there is nothing to say."""
    if at is None:
        return False
    tag = source[source.rfind("<", 0, at) : source.find(">", at) + 1]
    return tag.startswith("<") and DECORATES.search(tag) is not None


def in_front_matter(draft: Draft) -> Iterator[Finding]:
    image = draft.source_map.article.image
    if image is None or image.alt.strip():
        return
    for field in FIELDS:
        keys = (f"{field}.image_alt", f"{field}.alt")
        blank = next((key for key in keys if key in draft.source_map.keys), None)
        if blank is not None:
            message = f"The image {image.src} has no alternative text."
            yield Finding(message, "Say in a few words what it shows.", blank, of_key=True)
            return
