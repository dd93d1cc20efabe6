"""Where the site shows an article, its Markdown page, and how feeds write texts and dates."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from gql_content import dates, seo
from gql_content.content import compute_parser_version
from gql_content.dates import get_start_of_day
from gql_content.errors import GqlContentError
from gql_content.library import Library
from gql_content.model import Article
from gql_content.seo import Site, get_home_url, make_absolute_url, resolve_canonical_url

__all__ = [
    "MissingSiteUrlError",
    "compute_feeds_version",
    "escape_markdown",
    "find_article_by_markdown_path",
    "format_publication_date",
    "format_utc",
    "get_headline",
    "get_normalized_home_url",
    "get_publication_time",
    "get_site_name",
    "is_on_site",
    "make_article_url",
    "make_canonical_url",
    "make_markdown_url",
    "make_page_url",
    "normalize_line",
    "remove_invalid_characters",
    "require_home_url",
    "sort_newest_first",
]


# https://www.w3.org/TR/xml/#charsets
INVALID_XML_CHARACTERS = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Markdown markup. An underscore inside a word and a backslash before a letter are not markup, so
# TeX is unchanged. Brackets become entities: readers of llms.txt that use regular expressions take
# the first ] as the end of a title, escaped or not.
MARKDOWN_MARKUP = re.compile(
    r"[*`~]|\\(?=[!-/:-@\[-`{-~]|$)|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|#$"
)
BRACKET_ENTITIES = str.maketrans({"[": "&#91;", "]": "&#93;"})


def normalize_line(text: str | None) -> str:
    spaced = " ".join(text.split()) if text else ""
    return " ".join(
        remove_invalid_characters(spaced).split()
    )  # removed characters may leave two spaces


def remove_invalid_characters(text: str) -> str:
    """Remove the characters that XML does not allow."""
    return INVALID_XML_CHARACTERS.sub("", text)


def get_headline(article: Article) -> str:
    """Return the title, else the slug: in a list it must not be empty."""
    return normalize_line(article.title) or article.slug


def escape_markdown(text: str) -> str:
    return MARKDOWN_MARKUP.sub(r"\\\g<0>", text).translate(BRACKET_ENTITIES)


def get_publication_time(article: Article, zone: str) -> datetime | None:
    """Return the publication time in UTC. A plain date begins at midnight in `zone`."""
    if article.published_at is not None:
        return _to_utc(article.published_at)
    return None if article.date is None else _get_start_of_day_in_utc(article.date, zone)


def format_utc(moment: datetime) -> str:
    """Format a UTC time, valid for both RFC 3339 and XML Schema."""
    return moment.isoformat().replace("+00:00", "Z")


def format_publication_date(article: Article) -> str | None:
    """Format the publication time in UTC, or the plain date if there is no time."""
    if article.published_at is not None:
        return format_utc(_to_utc(article.published_at))
    return None if article.date is None else article.date.isoformat()


def sort_newest_first(articles: Iterable[Article], zone: str) -> list[Article]:
    """Sort by publication time, newest first, then by url. Articles without a date are last."""

    def get_sort_key(article: Article) -> tuple[float, str]:
        moment = get_publication_time(article, zone)
        return (float("inf") if moment is None else -moment.timestamp(), article.url)

    return sorted(articles, key=get_sort_key)


@lru_cache(maxsize=4096)  # time zone conversion is slow, and a site has few days
def _get_start_of_day_in_utc(day: date, zone: str) -> datetime:
    return _to_utc(get_start_of_day(day, zone))


def _to_utc(moment: datetime) -> datetime:
    """Convert to UTC. Keeps times at the ends of the calendar whose UTC time is out of range."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


class MissingSiteUrlError(GqlContentError):
    """A feed needs absolute urls, but the site's url is not configured."""

    def __init__(self) -> None:
        super().__init__(
            "Its urls have to be absolute: start the service with --site-url, "
            "the url of the site's home page, such as https://example.org."
        )


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


@cache
def compute_feeds_version() -> str:
    """Return a digest that changes whenever the same content could render another document."""
    digest = sha256(compute_parser_version().encode())
    for module_file in (__file__, seo.__file__, dates.__file__):
        for source in sorted(Path(module_file).parent.glob("*.py")):
            digest.update(source.read_bytes())
    return digest.hexdigest()
