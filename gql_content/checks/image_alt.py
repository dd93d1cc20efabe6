import re
from collections.abc import Iterator

from gql_content.checks.draft import SourceFile
from gql_content.checks.finding import Finding

__all__ = ["check_image_alt"]

ALT_REMEDY = 'Describe it in a few words. For a decorative image use raw HTML with `alt=""`.'
EMPTY_ALT = re.compile(r"""\salt\s*=\s*(?:""|'')""", re.IGNORECASE)
IMAGE_FIELDS = ("featuredImg", "featured_image", "hero_image", "cover", "image")


def check_image_alt(file: SourceFile) -> Iterator[Finding]:
    """An image without alternative text."""
    for text in file.texts:
        for image, at in text.locate_images():
            if not image.alt.strip() and not is_decorative(text.source, at):
                message = f"The image {image.src} has no alternative text."
                yield Finding(message, ALT_REMEDY, text.field, at)
    yield from check_front_matter_image(file)


def is_decorative(source: str, at: int | None) -> bool:
    """Whether the image at an offset is an HTML tag with an empty `alt`."""
    if at is None:
        return False
    tag = source[source.rfind("<", 0, at) : source.find(">", at) + 1]
    return tag.startswith("<") and EMPTY_ALT.search(tag) is not None


def check_front_matter_image(file: SourceFile) -> Iterator[Finding]:
    image = file.source_map.article.image
    if image is None or image.alt.strip():
        return
    for field in IMAGE_FIELDS:
        keys = (f"{field}.image_alt", f"{field}.alt")
        blank = next((key for key in keys if key in file.source_map.keys), None)
        if blank is not None:
            message = f"The image {image.src} has no alternative text."
            yield Finding(message, "Describe it in a few words.", blank, of_key=True)
            return
