"""The XML schemas reject what the standards do not allow."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.feeds.validating import read_feed, read_sitemap

GOLDEN = Path(__file__).parent / "golden"
DATE = "<lastmod>2024-10-03</lastmod>"
HOME = "<loc>https://example.org/</loc>"
TITLE = "<title>Field Notes</title>"
UPDATED = "<updated>2025-04-15T00:00:00Z</updated>"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (DATE, "<lastmod>yesterday</lastmod>"),
        (DATE, "<lastmod>2024-10-03T10:00:00</lastmod>"),
        (DATE, "<lastmod></lastmod>"),
        (DATE, DATE + DATE),
        (DATE, "<priority>2</priority>"),
        (HOME, ""),
        (HOME, "<loc>/</loc>"),
        (HOME, "<loc>https://example.org/ä</loc>"),
        (HOME, f"<loc>https://example.org/{'a' * 2_048}</loc>"),
        ('<urlset xmlns="http://www.sitemaps.org', '<urlset xmlns="http://elsewhere.example'),
    ],
)
def test_an_invalid_sitemap_is_rejected(right: str, wrong: str) -> None:
    rejects(read_sitemap, "sitemap.xml", right, wrong)


def test_a_sitemap_without_pages_or_with_duplicates_is_rejected() -> None:
    whole = (GOLDEN / "sitemap.xml").read_text("utf-8")
    start, first, rest = whole.partition("<url>")
    end = "</urlset>"
    rejects(read_sitemap, "sitemap.xml", whole, start + end)
    rejects(read_sitemap, "sitemap.xml", whole, start + f"<url>{HOME}</url>" + first + rest)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (TITLE, ""),
        (TITLE, TITLE + TITLE),
        (TITLE, "<title></title>"),
        (UPDATED, ""),
        (UPDATED, "<updated>2025-04-15</updated>"),
        (UPDATED, "<updated>2025-04-15T00:00:00</updated>"),
        ("<id>https://example.org/</id>", "<id>/</id>"),
        ("<id>https://example.org/</id>", ""),
        ('term="music" ', ""),
        ('xml:lang="en-US"', 'xml:lang="en_US"'),
        ('type="text/html"', 'type="html"'),
        ('type="text/markdown"', 'type="text/html"'),
        ("<summary>", "<rights/><summary>"),
    ],
)
def test_an_invalid_feed_is_rejected(right: str, wrong: str) -> None:
    rejects(read_feed, "feed.xml", right, wrong)


def rejects(read: Callable[[bytes], Any], name: str, right: str, wrong: str) -> None:
    whole = (GOLDEN / name).read_text("utf-8")
    assert right in whole
    read(whole.encode())
    with pytest.raises(Exception, match=r".*") as refused:
        read(whole.replace(right, wrong, 1).encode())
    assert type(refused.value).__name__ in {"DocumentInvalid", "AssertionError", "XMLSyntaxError"}
