import posixpath
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from pathspec import GitIgnoreSpec

from gql_content.checks.finding import Finding
from gql_content.checks.reference import Reference, ReferenceKind, is_to_a_file
from gql_content.checks.site import Site
from gql_content.model import Article

__all__ = ["broken_anchor", "broken_link", "path_of", "target_of"]


def broken_link(reference: Reference, article: Article, site: Site) -> Iterator[Finding]:
    """A link within the site to a url that no article has, nor another program serves.

    Or one to a file, relative to the one that it is in, that is no article.
    """
    if reference.kind is not ReferenceKind.LINK or target_of(reference, article, site) is not None:
        return
    url = _url_of(reference)
    if is_to_a_file(reference.target):
        yield Finding(
            f"No article lies at {path_of(reference, article)}.",
            f"Correct the link; it is relative to {posixpath.dirname(article.path) or 'the root'}.",
        )
    elif not _is_file(url) and url != "/" and not _is_route(url, site.policy.routes):
        yield Finding(
            f"No article has the url {url}.",
            "Correct the link. If another program serves it, name it in `routes`.",
        )


def broken_anchor(reference: Reference, article: Article, site: Site) -> Iterator[Finding]:
    """A link to a heading that its article does not have."""
    anchor = unquote(reference.target.partition("#")[2])
    if reference.kind is not ReferenceKind.LINK or not anchor:
        return
    target = target_of(reference, article, site)
    anchors = None if target is None else site.anchors.get(target.path)
    if target is not None and anchors is not None and anchor not in anchors:
        yield Finding(
            f"{target.path} has no heading with the id {anchor!r}.",
            "Write one of its ids: " + ", ".join(f"#{one}" for one in sorted(anchors)[:5]) + "."
            if anchors
            else "Remove the part from # on.",
        )


def target_of(reference: Reference, article: Article, site: Site) -> Article | None:
    """The article that a link leads to, the one it stands in for a mere `#heading`."""
    if is_to_a_file(reference.target):
        return site.library.article_at(path_of(reference, article))
    url = _url_of(reference)
    if not url:
        return article
    return site.library.article_by_url(url)


def path_of(reference: Reference, article: Article) -> str:
    """Where the file lies that a link names, relative to the content root."""
    folder = posixpath.dirname(article.path)
    return posixpath.normpath(posixpath.join(folder, _url_of(reference)))


def _url_of(reference: Reference) -> str:
    return unquote(reference.target.partition("#")[0].partition("?")[0])


def _is_file(url: str) -> bool:
    return "." in url.rpartition("/")[2]


def _is_route(url: str, routes: tuple[str, ...]) -> bool:
    return bool(routes) and _spec_of(routes).match_file(url.lstrip("/"))


@lru_cache(maxsize=8)
def _spec_of(routes: tuple[str, ...]) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(routes)
