import posixpath
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from pathspec import GitIgnoreSpec

from gql_content.checks.finding import Finding
from gql_content.checks.reference import Reference, ReferenceKind, is_file_reference
from gql_content.checks.site import RuleContext
from gql_content.model import Article

__all__ = ["check_broken_anchor", "check_broken_link", "resolve_path", "resolve_target"]


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
