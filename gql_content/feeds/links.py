"""Where the site shows an article, and where its Markdown is."""

from urllib.parse import unquote, urlsplit

from gql_content.feeds.errors import NoSiteUrl
from gql_content.library import Library
from gql_content.model import Article
from gql_content.seo import Site
from gql_content.seo.urls import absolute, home

__all__ = ["article_for", "home_of", "is_below", "markdown_url", "own_url"]

NOWHERE = Site(url="https://site.invalid")
SUFFIX = ".md"
INDEX = "/index"


def home_of(site: Site) -> str:
    """The url of the home page without the slash at its end; raises `NoSiteUrl`."""
    found = home(site)
    if found is None:
        raise NoSiteUrl
    return found


def own_url(article: Article, site: Site) -> str | None:
    """The url under which the article is known here, whichever its author prefers; unique."""
    return absolute(article.url, site)


def is_below(home_url: str, url: str) -> bool:
    """Whether an absolute url is on the site of this home page: by scheme, host and folder."""
    return _path_below(home_url, url) is not None


def markdown_url(library: Library, article: Article, site: Site) -> str | None:
    """Where the Markdown of an article is: absolute, or from the root without a site's url.

    None where its url is on another site or is no plain path, and where another article answers.
    """
    site_url = home(site)
    base = site if site_url else NOWHERE
    path = _path_below(home_of(base), absolute(article.url, base) or "")
    if path is None or "?" in path or "#" in path:
        return None
    name = path.rstrip("/") or INDEX
    answering = article_for(library, site, unquote(name), name)
    return f"{site_url or ''}{name}{SUFFIX}" if answering is article else None


def article_for(library: Library, site: Site, *names: str) -> Article | None:
    """The article whose Markdown is at the first of these paths, which are without the suffix."""
    site_url = home(site)
    for name in names:
        for path in ("/", name) if name == INDEX else (name,):
            for url in (path, f"{site_url}{path}") if site_url else (path,):
                if found := library.article_by_url(url):
                    return found
    return None


def _path_below(home_url: str, url: str) -> str | None:
    """The rest of a url from the slash behind the home page on."""
    try:
        ours, theirs = urlsplit(home_url), urlsplit(url)
    except ValueError:  # a host in brackets that is no address
        return None
    if (ours.scheme, ours.netloc.lower()) != (theirs.scheme, theirs.netloc.lower()):
        return None
    rest = theirs._replace(scheme="", netloc="").geturl() or "/"
    below = rest.removeprefix(ours.path) if rest.startswith(ours.path) else None
    return below if below is not None and below.startswith("/") else None
