"""The urls of articles and of their Markdown pages."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from gql_content.feeds.errors import MissingSiteUrlError
from gql_content.feeds.lines import normalize_line
from gql_content.library import Library
from gql_content.model import Article
from gql_content.seo import Site, get_home_url, make_absolute_url, resolve_canonical_url

__all__ = [
    "find_article_by_markdown_path",
    "get_normalized_home_url",
    "get_site_name",
    "is_on_site",
    "make_article_url",
    "make_canonical_url",
    "make_markdown_url",
    "make_page_url",
    "require_home_url",
]

PLACEHOLDER_SITE_URL = "https://site.invalid"
MARKDOWN_SUFFIX = ".md"
INDEX_PATH = "/index"
PATH_START = re.compile("(?=[/?#])")


def get_normalized_home_url(site: Site) -> str | None:
    """Return the url of the home page without a trailing slash. None if it is not configured."""
    url = get_home_url(site)
    return url and normalize_url(url).rstrip("/")


def require_home_url(site: Site) -> str:
    """Return the url of the home page. Raises `MissingSiteUrlError`."""
    found = get_normalized_home_url(site)
    if found is None:
        raise MissingSiteUrlError
    return found


def get_site_name(site: Site) -> str:
    """Return the name of the site, else its host."""
    host = (get_normalized_home_url(site) or "").partition("://")[2].partition("/")[0]
    return normalize_line(site.name) or host or "All articles"


def make_article_url(article: Article, site: Site) -> str | None:
    """Return the article's own url, which is unique, made absolute."""
    url = make_absolute_url(article.url, site)
    return url and normalize_url(url)


def make_canonical_url(article: Article, site: Site) -> str | None:
    """Return the canonical url, normalized."""
    url = resolve_canonical_url(article, site)
    return url and normalize_url(url)


def normalize_url(url: str) -> str:
    """Lowercase scheme and host and add an empty path's slash, so that a page has one url."""
    scheme, colon, rest = url.partition("://")
    host = PATH_START.split(rest, maxsplit=1)[0]
    path = rest[len(host) :]
    return f"{scheme.lower()}{colon}{host.lower()}{path if path.startswith('/') else f'/{path}'}"


def make_page_url(article: Article, site: Site) -> str | None:
    """Return the canonical url of an article, relative to the root if the site has no url."""
    url = make_canonical_url(article, _ensure_site_url(site))
    return url and url.removeprefix(PLACEHOLDER_SITE_URL)


def is_on_site(home_url: str, url: str) -> bool:
    """Whether an absolute url is below the home page: same scheme, host and path prefix."""
    return _get_path_below(home_url, url) is not None


def make_markdown_url(library: Library, article: Article, site: Site) -> str | None:
    """Return the url of an article's Markdown, relative to the root if the site has no url.

    None if the article's url is on another site or has a query or fragment, or if its Markdown
    path belongs to another article.
    """
    base = _ensure_site_url(site)
    path = _get_path_below(require_home_url(base), make_article_url(article, base) or "")
    if path is None or "?" in path or "#" in path:
        return None
    name = path.rstrip("/") or INDEX_PATH
    if find_article_by_markdown_path(library, site, unquote(name), name) is not article:
        return None
    return f"{get_normalized_home_url(site) or ''}{name}{MARKDOWN_SUFFIX}"


def find_article_by_markdown_path(library: Library, site: Site, *names: str) -> Article | None:
    """Return the article whose Markdown is at the first of these paths, given without suffix."""
    candidates = (
        url for name in names for url in _iterate_article_urls(name, get_normalized_home_url(site))
    )
    found = (library.article_by_url(url) for url in candidates)
    return next((article for article in found if article is not None), None)


def _ensure_site_url(site: Site) -> Site:
    """Return a site with a url, a placeholder if none is configured."""
    return site if get_normalized_home_url(site) else Site(url=PLACEHOLDER_SITE_URL)


def _iterate_article_urls(name: str, site_url: str | None) -> Iterator[str]:
    """Yield the article urls that a path may mean; for /index the home page first."""
    for path in ("/", name) if name == INDEX_PATH else (name,):
        yield path
        if site_url is not None:
            yield f"{site_url}{path}"


def _get_path_below(home_url: str, url: str) -> str | None:
    """Return the path of a url relative to the home page, None if it is not below it."""
    try:
        home, parts = urlsplit(home_url), urlsplit(url)
    except ValueError:  # an invalid IPv6 host
        return None
    if (home.scheme, home.netloc) != (parts.scheme, parts.netloc):
        return None
    rest = url[len(f"{parts.scheme}://{parts.netloc}") :]
    if rest == home.path:
        return "/"
    return rest.removeprefix(home.path) if rest.startswith(f"{home.path}/") else None
