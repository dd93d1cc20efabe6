"""The feed has the newest articles and is valid by RFC 4287."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from gql_content.feeds import MissingSiteUrlError, render_atom
from gql_content.library import Library
from gql_content.model import Article
from gql_content.seo import Site
from tests.articles import article, library_of
from tests.feeds.markdown import to_single_line
from tests.feeds.sites import ANY_LIBRARY, ANY_SITE, ANY_ZONE, SITE, SITE_WITHOUT_URL, ZONE
from tests.feeds.validating import read_feed
from tests.seo.pages import POST, QUESTION

ORG = "https://example.org"
DAY = date(2025, 2, 6)


def read_feed_of(*articles: Article, site: Site = SITE, zone: str = ZONE) -> dict[str, Any]:
    return read_feed(render_atom(library_of(*articles), site, zone))


def get_ids(found: dict[str, Any]) -> list[str]:
    return [name.removeprefix(ORG) for name in found if name]


def test_the_feed_has_its_metadata() -> None:
    head = read_feed_of(QUESTION, POST, site=replace(SITE, publisher="The Institute"))[""]
    assert head["id"] == f"{ORG}/"
    assert head["title"] == "Field Notes"
    assert head["author"] == "The Institute"
    assert head["updated"] == "2025-02-06T00:00:00Z"
    assert head.links == {
        ("self", "application/atom+xml"): f"{ORG}/feed.xml",
        ("alternate", None): f"{ORG}/",
    }
    assert head.element.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-US"


def test_an_entry_has_the_article() -> None:
    entry = read_feed_of(QUESTION)[ORG + QUESTION.url]
    assert entry["title"] == "Why is grass green?"
    assert entry["summary"] == "Of chlorophyll, and of the light it leaves."
    assert entry["author"] == "Field Notes"
    assert entry["published"] == entry["updated"] == "2025-02-06T00:00:00Z"
    assert entry.categories == {"biology": "Biology"}
    assert entry.links == {
        ("alternate", "text/html"): ORG + QUESTION.url,
        ("alternate", "text/markdown"): f"{ORG}{QUESTION.url}.md",
    }


def test_the_newest_fifty_come_first() -> None:
    days = [article(f"{n:02}.md", date=DAY + timedelta(n)) for n in range(60)]
    assert get_ids(read_feed_of(*days)) == [f"/{n:02}" for n in range(59, 9, -1)]


def test_entries_of_the_same_time_are_ordered_by_url() -> None:
    assert get_ids(read_feed_of(*(article(f"{name}.md", date=DAY) for name in "bca"))) == [
        "/a",
        "/b",
        "/c",
    ]


def test_articles_without_a_date_or_with_no_index_are_excluded() -> None:
    plain, hidden = article("a.md"), article("b.md", date=DAY, no_index=True)
    assert get_ids(read_feed_of(plain, hidden, article("c.md", date=DAY))) == ["/c"]


def test_a_day_begins_in_the_time_zone_of_the_site() -> None:
    day = article("day.md", date=DAY)
    at = datetime(2025, 2, 5, 20, tzinfo=UTC)
    late = replace(article("moment.md", date=at.date()), published_at=at)
    assert get_ids(read_feed_of(day, late)) == ["/day", "/moment"]
    tokyo = read_feed_of(day, late, zone="Asia/Tokyo")
    assert get_ids(tokyo) == ["/moment", "/day"]
    assert tokyo[f"{ORG}/day"]["updated"] == "2025-02-05T15:00:00Z"
    assert tokyo[""]["updated"] == "2025-02-05T20:00:00Z"


def test_dates_at_the_ends_of_the_calendar_are_valid() -> None:
    for zone in ("Asia/Tokyo", "America/New_York"):
        found = read_feed_of(
            article("a.md", date=date.min), article("b.md", date=date.max), zone=zone
        )
        assert get_ids(found) == ["/b", "/a"]


def test_a_subject_has_a_feed_of_its_own() -> None:
    library = library_of(QUESTION, POST, article("x.md", subject="Ökologie", date=DAY))
    found = read_feed(render_atom(library, SITE, ZONE, library.subjects["ökologie"]))
    address = f"{ORG}/feed.xml?subject=%C3%B6kologie"
    assert get_ids(found) == ["/x"]
    assert found[""]["id"] == address
    assert found[""]["title"] == "Ökologie – Field Notes"
    assert found[""].links == {("self", "application/atom+xml"): address}


def test_an_id_does_not_depend_on_the_canonical_url() -> None:
    entry = read_feed_of(article("a.md", date=DAY, canonical_url="https://example.net/b"))[
        f"{ORG}/a"
    ]
    assert entry.links["alternate", "text/html"] == "https://example.net/b"


def test_of_two_articles_with_one_url_the_newer_is_the_entry() -> None:
    older = article("a.md", url="/a b", title="Older", date=DAY)
    newer = article("b.md", url="/a%20b", title="Newer", date=DAY + timedelta(1))
    assert read_feed_of(older, newer)[f"{ORG}/a%20b"]["title"] == "Newer"


def test_a_feed_without_entries_is_valid() -> None:
    found = read_feed_of()
    assert list(found) == [""]
    assert found[""]["updated"] == "1970-01-01T00:00:00Z"


def test_a_site_without_a_name_is_named_after_its_host() -> None:
    head = read_feed_of(site=Site(url="https://example.org:8000/docs"))[""]
    assert head["title"] == head["author"] == "example.org:8000"


def test_invalid_characters_are_removed_and_markup_is_escaped() -> None:
    nasty = "a\x00b\x01 <b>&amp;</b> ]]>\ud800\uffff"
    entry = read_feed_of(replace(article("a.md", date=DAY, author="\t"), title=nasty))[f"{ORG}/a"]
    assert entry["title"] == "ab <b>&amp;</b> ]]>"
    assert entry["author"] is None


def test_without_a_site_url_there_is_no_feed() -> None:
    with pytest.raises(MissingSiteUrlError):
        render_atom(library_of(QUESTION), SITE_WITHOUT_URL, ZONE)


@given(ANY_LIBRARY, ANY_SITE, ANY_ZONE)
def test_the_feed_of_any_library_is_valid(library: Library, site: Site, zone: str) -> None:
    found = read_feed(render_atom(library, site, zone))
    moments = [entry["updated"] for name, entry in found.items() if name]
    assert moments == sorted(moments, reverse=True)
    for subject in library.subjects.values():
        own = read_feed(render_atom(library, site, zone, subject))
        assert own.keys() <= found.keys()
        del own[""]
        labels = {subject.slug: to_single_line(subject.name)} if subject.slug else {}
        assert all(one.categories == labels for one in own.values())
