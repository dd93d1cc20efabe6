"""The sitemap has the indexable pages and is valid by the protocol."""

from datetime import UTC, date, datetime, timedelta, timezone
from urllib.parse import unquote

import pytest
from hypothesis import given
from msgspec.structs import replace

from gql_content.feeds import MissingSiteUrlError, render_sitemap
from gql_content.feeds.sitemaps import SitemapLimits
from gql_content.library import Library
from gql_content.model import Article
from gql_content.seo import Site, resolve_canonical_url
from tests.articles import article, library_of
from tests.feeds.sites import ANY_LIBRARY, ANY_SITE, SITE, SITE_WITHOUT_URL
from tests.feeds.validating import read_sitemap

ORG = "https://example.org"


def read_sitemap_of(*articles: Article, site: Site = SITE) -> dict[str, str | None]:
    files = render_sitemap(library_of(*articles), site)
    assert list(files) == ["sitemap.xml"]
    return read_sitemap(files["sitemap.xml"])


def test_pages_are_listed_with_dates_ordered_by_url() -> None:
    found = read_sitemap_of(
        article("b.md", date=date(2025, 2, 6)), article("a.md"), article("index.md", url="/")
    )
    assert list(found.items()) == [
        (f"{ORG}/", None),
        (f"{ORG}/a", None),
        (f"{ORG}/b", "2025-02-06"),
    ]


def test_times_are_in_utc() -> None:
    post = article("a.md", date=date(2025, 2, 6))
    east = timezone(timedelta(hours=15))  # XML Schema ends at 14
    assert read_sitemap_of(replace(post, published_at=datetime(2025, 2, 6, 15, tzinfo=UTC))) == {
        f"{ORG}/a": "2025-02-06T15:00:00Z"
    }
    assert read_sitemap_of(replace(post, published_at=datetime(2025, 2, 6, 6, tzinfo=east))) == {
        f"{ORG}/a": "2025-02-05T15:00:00Z"
    }
    earliest = datetime.min.replace(tzinfo=east)
    assert read_sitemap_of(replace(post, published_at=earliest)) == {
        f"{ORG}/a": "0001-01-01T00:00:00Z"
    }


def test_urls_are_encoded_once() -> None:
    found = read_sitemap_of(
        article("a.md", url="/ö%20ä b"), article("b.md", url="/100%?a=1&b=<2>"), article("東.md")
    )
    assert list(found) == [
        f"{ORG}/%C3%B6%20%C3%A4%20b",
        f"{ORG}/%E6%9D%B1",
        f"{ORG}/100%25?a=1&b=%3C2%3E",
    ]


def test_no_index_is_not_listed_even_if_others_name_it_as_canonical() -> None:
    hidden = article("a.md", no_index=True)
    assert list(read_sitemap_of(hidden, article("b.md", canonical_url="/a/"), article("c.md"))) == [
        f"{ORG}/c"
    ]


def test_articles_with_a_canonical_url_elsewhere_are_not_listed() -> None:
    elsewhere = [
        "https://example.com/a",
        "http://example.org/a",
        "https://www.example.org/a",
        "https://example.org@evil.example/a",
        "//example.com/a",
    ]
    copies = [article(f"{n}.md", canonical_url=url) for n, url in enumerate(elsewhere)]
    assert list(
        read_sitemap_of(article("a.md", canonical_url="HTTPS://EXAMPLE.ORG/b"), *copies)
    ) == ["https://example.org/b"]


def test_a_site_url_with_a_path_limits_the_urls() -> None:
    docs = Site(url=f"{ORG}/docs/")
    found = read_sitemap_of(
        article("index.md", url="/"),
        article("a.md"),
        article("b.md", canonical_url=f"{ORG}/b"),
        article("c.md", canonical_url=f"{ORG}/docsen/c"),
        article("d.md", canonical_url=f"{ORG}/docs"),
        site=docs,
    )
    assert list(found) == [f"{ORG}/docs", f"{ORG}/docs/", f"{ORG}/docs/a"]


def test_a_page_of_several_articles_is_listed_once_with_the_last_date() -> None:
    found = read_sitemap_of(
        article("a.md", date=date(2025, 1, 1)),
        article("b.md", date=date(2025, 3, 1), canonical_url="/a"),
        article("c.md", date=date(2025, 2, 1), canonical_url="/a#part"),
        article("d.md", canonical_url="/a"),
    )
    assert found == {f"{ORG}/a": "2025-03-01"}


def test_a_url_longer_than_the_protocol_allows_is_omitted() -> None:
    longest = "/" + "a" * (2_047 - len(ORG) - 1)
    found = read_sitemap_of(article("a.md", url=longest), article("b.md", url=longest + "a"))
    assert list(found) == [ORG + longest]


@pytest.mark.parametrize("hidden", [[], [article("a.md", no_index=True)]])
def test_without_pages_there_is_no_sitemap(hidden: list[Article]) -> None:
    assert render_sitemap(library_of(*hidden), SITE) == {}


def test_without_a_site_url_there_is_no_sitemap() -> None:
    for site in (SITE_WITHOUT_URL, Site(url=""), Site(url="example.org")):
        with pytest.raises(MissingSiteUrlError, match="--site-url"):
            render_sitemap(library_of(article("a.md")), site)


def make_library(count: int) -> Library:
    return library_of(*(article(f"{n:06}.md") for n in range(count)))


def test_up_to_fifty_thousand_urls_are_one_file() -> None:
    assert SitemapLimits() == SitemapLimits(urls=50_000, size=52_428_800)
    assert list(render_sitemap(make_library(10), SITE, SitemapLimits(urls=10))) == ["sitemap.xml"]


def test_more_urls_are_split_with_an_index() -> None:
    files = render_sitemap(make_library(25), SITE, SitemapLimits(urls=10))
    names = ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert list(files) == ["sitemap.xml", *names]
    assert list(read_sitemap(files["sitemap.xml"])) == [f"{ORG}/{name}" for name in names]
    parts = [list(read_sitemap(files[name])) for name in names]
    assert [len(part) for part in parts] == [10, 10, 5]
    assert [url for part in parts for url in part] == [f"{ORG}/{n:06}" for n in range(25)]


def test_no_file_exceeds_the_size_limit() -> None:
    whole = render_sitemap(make_library(25), SITE)["sitemap.xml"]
    files = render_sitemap(make_library(25), SITE, SitemapLimits(size=len(whole) // 3))
    parts = [file for name, file in files.items() if name != "sitemap.xml"]
    assert all(len(part) <= len(whole) // 3 for part in parts)
    assert [url for part in parts for url in read_sitemap(part)] == list(read_sitemap(whole))


@given(ANY_LIBRARY, ANY_SITE)
def test_the_sitemap_of_any_library_is_valid(library: Library, site: Site) -> None:
    files = render_sitemap(library, site)
    found = read_sitemap(files["sitemap.xml"]) if files else {}
    visible = [one for one in library.articles.values() if not one.no_index]
    canonical = {(resolve_canonical_url(one, site) or "").partition("#")[0] for one in visible}
    assert {unquote(url).lower() for url in found} <= {unquote(url).lower() for url in canonical}
    assert list(found) == sorted(found)
