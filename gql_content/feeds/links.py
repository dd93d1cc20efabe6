"""Where the site shows an article, and where its Markdown is."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from gql_content.feeds.errors import NoSiteUrl
from gql_content.feeds.lines import one_line
from gql_content.library import Library
from gql_content.model import Article
from gql_content.seo import Site, get_home_url, make_absolute_url, resolve_canonical_url

__all__ = [
    "article_for",
    "home_of",
    "is_below",
    "known_home",
    "markdown_url",
    "name_of",
    "own_url",
    "page_url",
    "preferred_url",
]

NOWHERE = "https://site.invalid"
SUFFIX = ".md"
INDEX = "/index"
PATH = re.compile("(?=[/?#])")


def known_home(site: Site) -> str | None:
    """The url of the home page without the slash at its end."""
    url = get_home_url(site)
    return url and strict(url).rstrip("/")


def home_of(site: Site) -> str:
    """The same, where nothing can be done without; raises `NoSiteUrl`."""
    found = known_home(site)
    if found is None:
        raise NoSiteUrl
    return found


def name_of(site: Site) -> str:
    """What the site is called, by its host if it has no other name."""
    host = (known_home(site) or "").partition("://")[2].partition("/")[0]
    return one_line(site.name) or host or "All articles"


def own_url(article: Article, site: Site) -> str | None:
    """The url under which the article is known here, whichever its author prefers; unique."""
    url = make_absolute_url(article.url, site)
    return url and strict(url)


def preferred_url(article: Article, site: Site) -> str | None:
    """The canonical url."""
    url = resolve_canonical_url(article, site)
    return url and strict(url)


def strict(url: str) -> str:
    """An absolute url in which scheme and host are small and the path is never empty.

    So a page has one url.
    """
    scheme, colon, rest = url.partition("://")
    host = PATH.split(rest, maxsplit=1)[0]
    path = rest[len(host) :]
    return f"{scheme.lower()}{colon}{host.lower()}{path if path.startswith('/') else f'/{path}'}"


def page_url(article: Article, site: Site) -> str | None:
    """Where the page of an article is: absolute, or from the root without a site's url."""
    url = preferred_url(article, _somewhere(site))
    return url and url.removeprefix(NOWHERE)


def is_below(home_url: str, url: str) -> bool:
    """Whether an absolute url is on the site of this home page: by scheme, host and folder."""
    return _path_below(home_url, url) is not None


def markdown_url(library: Library, article: Article, site: Site) -> str | None:
    """Where the Markdown of an article is: absolute, or from the root without a site's url.

    None where its url is on another site or is no plain path, and where another article answers.
    """
    base = _somewhere(site)
    path = _path_below(home_of(base), own_url(article, base) or "")
    if path is None or "?" in path or "#" in path:
        return None
    name = path.rstrip("/") or INDEX
    if article_for(library, site, unquote(name), name) is not article:
        return None
    return f"{known_home(site) or ''}{name}{SUFFIX}"


def article_for(library: Library, site: Site, *names: str) -> Article | None:
    """The article whose Markdown is at the first of these paths, which are without the suffix."""
    candidates = (url for name in names for url in _urls_of(name, known_home(site)))
    found = (library.article_by_url(url) for url in candidates)
    return next((article for article in found if article is not None), None)


def _somewhere(site: Site) -> Site:
    """A site on which urls can be made absolute, if only for a while."""
    return site if known_home(site) else Site(url=NOWHERE)


def _urls_of(name: str, site_url: str | None) -> Iterator[str]:
    """The urls that a path may stand for, the home page's first: it has no name of its own."""
    for path in ("/", name) if name == INDEX else (name,):
        yield path
        if site_url is not None:
            yield f"{site_url}{path}"


def _path_below(home_url: str, url: str) -> str | None:
    """The rest of a url from the slash behind the home page on."""
    try:
        ours, theirs = urlsplit(home_url), urlsplit(url)
    except ValueError:  # a host in brackets that is no address
        return None
    if (ours.scheme, ours.netloc) != (theirs.scheme, theirs.netloc):
        return None
    rest = url[len(f"{theirs.scheme}://{theirs.netloc}") :]
    if rest == ours.path:
        return "/"
    return rest.removeprefix(ours.path) if rest.startswith(f"{ours.path}/") else None
