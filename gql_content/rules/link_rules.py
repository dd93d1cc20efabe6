"""Rules about links and images."""

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from pathspec import GitIgnoreSpec

from gql_content.model import Article
from gql_content.rules.checked_file import (
    Finding,
    Reference,
    ReferenceKind,
    SourceFile,
    is_file_reference,
)
from gql_content.rules.site_context import RuleContext

__all__ = [
    "check_broken_anchor",
    "check_broken_link",
    "check_image_alt",
    "check_missing_image",
    "resolve_path",
    "resolve_target",
]


def check_broken_link(
    reference: Reference, article: Article, context: RuleContext
) -> Iterator[Finding]:
    """An internal link to a url that no article has, and that no other program serves.

    Also a relative link to a file that is not an article.
    """
    if (
        reference.kind is not ReferenceKind.LINK
        or resolve_target(reference, article, context) is not None
    ):
        return
    url = _get_url(reference)
    if is_file_reference(reference.target):
        yield Finding(
            f"There is no article at {resolve_path(reference, article)}.",
            f"Correct the link. It is relative to {posixpath.dirname(article.path) or 'the root'}.",
        )
    elif not _is_asset(url) and url != "/" and not _is_route(url, context.config.routes):
        yield Finding(
            f"No article has the url {url}.",
            "Correct the link. If another program serves it, add it to `routes`.",
        )


def check_broken_anchor(
    reference: Reference, article: Article, context: RuleContext
) -> Iterator[Finding]:
    """A link to a heading that the article does not have."""
    anchor = unquote(reference.target.partition("#")[2])
    if reference.kind is not ReferenceKind.LINK or not anchor:
        return
    target = resolve_target(reference, article, context)
    anchors = None if target is None else context.anchors.get(target.path)
    if target is not None and anchors is not None and anchor not in anchors:
        yield Finding(
            f"{target.path} has no heading with the id {anchor!r}.",
            "Use one of its ids: "
            + ", ".join(f"#{anchor_id}" for anchor_id in sorted(anchors)[:5])
            + "."
            if anchors
            else "Remove the fragment (from # on).",
        )


def resolve_target(reference: Reference, article: Article, context: RuleContext) -> Article | None:
    """Return the target of a link. A bare `#heading` leads to the article itself."""
    if is_file_reference(reference.target):
        return context.library.article_at(resolve_path(reference, article))
    url = _get_url(reference)
    if not url:
        return article
    return context.library.article_by_url(url)


def resolve_path(reference: Reference, article: Article) -> str:
    """Return the path of the file that a link names, relative to the content root."""
    folder = posixpath.dirname(article.path)
    return posixpath.normpath(posixpath.join(folder, _get_url(reference)))


def _get_url(reference: Reference) -> str:
    return unquote(reference.target.partition("#")[0].partition("?")[0])


def _is_asset(url: str) -> bool:
    return "." in url.rpartition("/")[2]


def _is_route(url: str, routes: tuple[str, ...]) -> bool:
    return bool(routes) and _compile_routes(routes).match_file(url.lstrip("/"))


@lru_cache(maxsize=8)
def _compile_routes(routes: tuple[str, ...]) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(routes)


def check_missing_image(
    reference: Reference, article: Article, context: RuleContext
) -> Iterator[Finding]:
    """An image whose file is neither beside the article nor in the asset folders."""
    if reference.kind is not ReferenceKind.IMAGE:
        return
    if (context.get_folder(article), reference.target) in context.missing:
        yield Finding(
            f"There is no file {reference.target}.",
            "Correct the url, or add the image. `assets` sets the folders of images.",
        )


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
