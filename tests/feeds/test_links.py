"""Links to the Markdown of articles."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given

from gql_content.feeds import find_article_by_markdown_path
from gql_content.feeds.feed_links import make_markdown_url
from gql_content.library import Library
from gql_content.seo import Site
from tests.articles import article, library_of
from tests.feeds.sites import ANY_LIBRARY, ANY_SITE, SITE, SITE_WITHOUT_URL

ORG = "https://example.org"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/", "/index.md"),
        ("/a", "/a.md"),
        ("/x/y", "/x/y.md"),
        ("/x/", "/x.md"),
        ("/a.md", "/a.md.md"),
        ("/ö%20b", "/%C3%B6%20b.md"),
        ("/a b", "/a%20b.md"),
        ("/100%", "/100%25.md"),
        (f"{ORG}/a", "/a.md"),
        (ORG, "/index.md"),
    ],
)
def test_the_markdown_of_an_article_is_at_its_url_plus_md(url: str, path: str) -> None:
    one = article("a.md", url=url)
    link = make_markdown_url(library_of(one), one, SITE)
    if url == "/ö%20b":  # half encoded: a request does not have the original encoding
        assert link is None
        return
    assert link == ORG + path
    name = path.removesuffix(".md")
    assert find_article_by_markdown_path(library_of(one), SITE, unquote(name), name) == one


@pytest.mark.parametrize(
    "url", ["https://example.net/a", "//example.net/a", "/a?b", "/a#b", "https://[", "https://"]
)
def test_a_url_elsewhere_or_with_a_query_has_no_markdown(url: str) -> None:
    one = article("a.md", url=url)
    assert make_markdown_url(library_of(one), one, SITE) is None
    assert make_markdown_url(library_of(one), one, SITE_WITHOUT_URL) is None


def test_without_a_site_url_links_are_relative_to_the_root() -> None:
    one = article("a.md", url="/x/ä")
    assert make_markdown_url(library_of(one), one, SITE_WITHOUT_URL) == "/x/%C3%A4.md"


def test_of_two_articles_at_one_path_only_the_served_one_has_a_link() -> None:
    plain, slashed = article("a.md", url="/a"), article("b.md", url="/a/")
    library = library_of(plain, slashed)
    assert make_markdown_url(library, plain, SITE) == f"{ORG}/a.md"
    assert make_markdown_url(library, slashed, SITE) is None
    home, index = article("a.md", url="/"), article("b.md", url="/index")
    assert find_article_by_markdown_path(library_of(home, index), SITE, "/index") == home
    assert find_article_by_markdown_path(library_of(index), SITE, "/index") == index


@given(ANY_LIBRARY, ANY_SITE)
def test_every_link_leads_to_its_article(library: Library, site: Site) -> None:
    for here in (site, SITE_WITHOUT_URL):
        links = {
            one.path: make_markdown_url(library, one, here) for one in library.articles.values()
        }
        for path, link in links.items():
            if link is None:
                continue
            assert link.isascii()
            folder = urlsplit(here.url or "").path.rstrip("/")
            name = urlsplit(link).path.removeprefix(folder).removesuffix(".md")
            assert (
                find_article_by_markdown_path(library, here, unquote(name), name)
                is library.articles[path]
            )
