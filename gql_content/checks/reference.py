"""Where a text leads: its links and images, with their places."""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from gql_content.checks.draft import Draft, Text

__all__ = ["Reference", "ReferenceKind", "is_to_a_file", "references_in"]

MARKDOWN = (".md", ".markdown")


class ReferenceKind(StrEnum):
    """What leads there."""

    LINK = "link"
    IMAGE = "image"


class Reference(Struct, frozen=True, array_like=True):
    """A link or an image whose target this site has to have; `target` is as a browser gets it."""

    kind: ReferenceKind
    target: str
    field: str | None
    line: int | None
    column: int | None


def references_in(draft: Draft) -> Iterator[Reference]:
    """The references to this very site, in the order of the text."""
    for text in draft.texts:
        for link, at in text.links():
            if is_within(link.href):
                yield _placed(draft, text, ReferenceKind.LINK, link.href, at)
        for image, at in text.images():
            if ":" not in image.src and not image.src.startswith("//") and image.src:
                yield _placed(draft, text, ReferenceKind.IMAGE, image.src, at)
    image = draft.source_map.article.image
    if image is not None and ":" not in image.src and not image.src.startswith("//"):
        yield _front_image(draft, image.src)


def is_within(href: str) -> bool:
    """Whether this is certainly a link within the site.

    What is relative to a page depends on how a frontend writes its address, but for a file's name.
    """
    if href.startswith("//"):
        return False
    return href.startswith(("/", "#")) or is_to_a_file(href)


def is_to_a_file(target: str) -> bool:
    """Whether it names an article's file, as links do that also work where the files are edited."""
    path = target.partition("#")[0].partition("?")[0]
    return ":" not in path and not path.startswith("/") and path.endswith(MARKDOWN)


def _placed(
    draft: Draft, text: Text, kind: ReferenceKind, target: str, at: int | None
) -> Reference:
    line, column = draft.source_map.locate(text.field, at) or (None, None)
    return Reference(kind, target, text.field or None, line, column)


def _front_image(draft: Draft, src: str) -> Reference:
    names = (
        name for name in draft.source_map.keys if (draft.source_map.text(name) or "").strip() == src
    )
    field = next(names, None)
    line, column = (field and draft.source_map.locate(field)) or (None, None)
    return Reference(ReferenceKind.IMAGE, src, field, line, column)
