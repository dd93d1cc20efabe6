"""Sites and libraries as test data, fixed and random."""

from hypothesis import strategies as st
from msgspec.structs import replace

from gql_content.library import Library
from gql_content.model import Article
from gql_content.seo import Site
from tests.articles import libraries, library_of
from tests.seo.pages import ARTICLES, SITES

__all__ = ["ANY_LIBRARY", "ANY_SITE", "ANY_ZONE", "SITE", "SITE_WITHOUT_URL", "ZONE"]

SITE = Site(url="https://example.org", name="Field Notes", locale="en-US")
SITE_WITHOUT_URL = Site()
ZONE = "UTC"


def assign_paths(articles: list[Article]) -> Library:
    """Give each article of a strategy its own path."""
    return library_of(*(replace(one, path=f"{n}.md") for n, one in enumerate(articles)))


def with_url(site: Site, url: str) -> Site:
    return replace(site, url=url)


ANY_LIBRARY = libraries() | st.lists(ARTICLES, max_size=8).map(assign_paths)
HOMES = st.sampled_from(
    ("https://example.org", "http://x.example/docs/", "HTTPS://Elsewhere.example", "http://http")
)
ANY_SITE = st.builds(with_url, SITES, HOMES)
ANY_ZONE = st.sampled_from(("UTC", "Asia/Tokyo", "America/New_York", "Pacific/Kiritimati"))
