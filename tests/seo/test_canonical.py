import pytest

from gql_content.seo import Site, resolve_canonical_url
from tests.articles import article

SITE = Site(url="https://example.org")
SITE_WITHOUT_URL = Site()


def canonical(url: str, named: str | None = None, site: Site = SITE) -> str | None:
    return resolve_canonical_url(article("a.md", url=url, canonical_url=named), site)


def test_the_url_of_an_article_is_made_absolute() -> None:
    assert canonical("/learn/a") == "https://example.org/learn/a"
    assert canonical("/") == "https://example.org/"


def test_without_a_site_url_there_is_no_canonical_url() -> None:
    assert canonical("/a", site=SITE_WITHOUT_URL) is None
    assert canonical("/a", "/b", SITE_WITHOUT_URL) is None


def test_an_absolute_url_is_unchanged() -> None:
    assert canonical("https://example.net/a?b=c#d") == "https://example.net/a?b=c#d"
    assert canonical("http://example.net", site=SITE_WITHOUT_URL) == "http://example.net"


@pytest.mark.parametrize(
    ("named", "url"),
    [
        ("https://example.net/a", "https://example.net/a"),
        ("/b", "https://example.org/b"),
        ("b", "https://example.org/b"),
        ("//example.net/b", "https://example.net/b"),
        (" /b ", "https://example.org/b"),
    ],
)
def test_the_canonical_url_of_the_front_matter_comes_first(named: str, url: str) -> None:
    assert canonical("/a", named) == url


@pytest.mark.parametrize("named", ["", " ", "javascript:alert(1)", "mailto:a@b.example", "///x"])
def test_an_invalid_canonical_url_is_ignored(named: str) -> None:
    assert canonical("/a", named) == "https://example.org/a"


def test_a_site_url_may_have_a_path_and_a_trailing_slash() -> None:
    assert canonical("/a", site=Site(url="https://example.org/docs/")) == (
        "https://example.org/docs/a"
    )


@pytest.mark.parametrize("url", ["", "example.org", "ftp://example.org", "/x"])
def test_an_invalid_site_url_is_ignored(url: str) -> None:
    assert canonical("/a", site=Site(url=url)) is None


@pytest.mark.parametrize(
    ("written", "encoded"),
    [
        ("/a b", "/a%20b"),
        ("/ö", "/%C3%B6"),
        ("/%C3%B6", "/%C3%B6"),
        ("/100%", "/100%25"),
        ('/"<>\\^`{|}', "/%22%3C%3E%5C%5E%60%7B%7C%7D"),
        ("/a[1]", "/a%5B1%5D"),
        ("/a?b=c&d=(e)#f", "/a?b=c&d=(e)#f"),
    ],
)
def test_a_url_is_percent_encoded_once(written: str, encoded: str) -> None:
    assert canonical(written) == "https://example.org" + encoded
    assert canonical(encoded) == "https://example.org" + encoded


def test_an_internationalized_host_is_unchanged() -> None:
    assert canonical("https://müller.example/ö") == "https://müller.example/%C3%B6"
