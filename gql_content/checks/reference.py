"""References: links and images of a file, with their positions."""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from gql_content.checks.draft import SourceFile, SourceText

__all__ = ["Reference", "ReferenceKind", "find_references", "is_file_reference"]

MARKDOWN_SUFFIXES = (".md", ".markdown")


class ReferenceKind(StrEnum):
    """The kind of a reference."""

    LINK = "link"
    IMAGE = "image"


class Reference(Struct, frozen=True, array_like=True):
    """An internal link or image. `target` is the url as in the HTML."""

    kind: ReferenceKind
    target: str
    field: str | None
    line: int | None
    column: int | None


def find_references(file: SourceFile) -> Iterator[Reference]:
    """Yield the references within the site in the order of the text."""
    for text in file.texts:
        for link, at in text.locate_links():
            if is_internal(link.href):
                yield _make_reference(file, text, ReferenceKind.LINK, link.href, at)
        for image, at in text.locate_images():
            if ":" not in image.src and not image.src.startswith("//") and image.src:
                yield _make_reference(file, text, ReferenceKind.IMAGE, image.src, at)
    image = file.source_map.article.image
    if image is not None and ":" not in image.src and not image.src.startswith("//"):
        yield _make_image_reference(file, image.src)


def is_internal(href: str) -> bool:
    """Whether this is certainly an internal link.

    Relative urls depend on the urls of the frontend, so they are not, except file names.
    """
    if href.startswith("//"):
        return False
    return href.startswith(("/", "#")) or is_file_reference(href)


def is_file_reference(target: str) -> bool:
    """Whether it names an article's file, as links that also work in editors do."""
    path = target.partition("#")[0].partition("?")[0]
    return ":" not in path and not path.startswith("/") and path.endswith(MARKDOWN_SUFFIXES)


def _make_reference(
    file: SourceFile, text: SourceText, kind: ReferenceKind, target: str, at: int | None
) -> Reference:
    line, column = file.source_map.locate(text.field, at) or (None, None)
    return Reference(kind, target, text.field or None, line, column)


def _make_image_reference(file: SourceFile, src: str) -> Reference:
    names = (
        name for name in file.source_map.keys if (file.source_map.text(name) or "").strip() == src
    )
    field = next(names, None)
    line, column = (field and file.source_map.locate(field)) or (None, None)
    return Reference(ReferenceKind.IMAGE, src, field, line, column)
