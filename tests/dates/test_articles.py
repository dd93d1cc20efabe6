from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from gql_content.dates import DateFormatError, LocaleError, format_article_date, format_posted_on
from gql_content.model import Article
from tests.articles import article


def make_article(day: date | None = date(2025, 2, 6), **given: str | datetime | None) -> Article:
    return replace(article("a.md", date=day), **given)


def test_a_date_has_the_default_format() -> None:
    assert format_article_date(make_article()) == "Feb 06, 2025"
    assert (
        format_article_date(make_article(), default_format="D MMMM YYYY", locale="de")
        == "6 Februar 2025"
    )


def test_the_format_of_the_article_comes_before_the_default() -> None:
    one = make_article(date_format="YYYY")
    assert format_article_date(one, default_format="D") == "2025"
    assert format_article_date(one, "MM", default_format="D") == "02"


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_blank_format_of_the_article_is_ignored(blank: str | None) -> None:
    assert format_article_date(make_article(date_format=blank)) == "Feb 06, 2025"


def test_an_invalid_format_of_the_article_falls_back_to_the_default() -> None:
    assert format_article_date(make_article(date_format="on MMM DD")) == "Feb 06, 2025"
    assert (
        format_posted_on(make_article(date_format="yyyy", post_on_text="On")) == "On Feb 06, 2025"
    )


def test_an_invalid_format_of_the_caller_is_an_error() -> None:
    with pytest.raises(DateFormatError):
        format_article_date(make_article(date_format="YYYY"), "")


def test_an_unknown_locale_of_the_caller_is_an_error() -> None:
    with pytest.raises(LocaleError):
        format_article_date(make_article(date_format="YYYY"), locale="xx")


def test_an_article_without_a_date_has_no_text() -> None:
    one = make_article(None, post_on_text="Posted on")
    assert format_article_date(one, "YYYY") is None
    assert format_posted_on(one, "YYYY") is None


def test_a_time_is_formatted_in_its_own_zone() -> None:
    late = datetime(2024, 7, 29, 23, 30, tzinfo=timezone(-timedelta(hours=8)))
    one = make_article(date(2024, 7, 29), published_at=late)
    assert format_article_date(one, "MMM DD, HH:mm Z") == "Jul 29, 23:30 -08:00"


def test_a_date_without_a_time_is_midnight() -> None:
    assert format_article_date(make_article(), "D HH:mm") == "6 00:00"
    midnight = datetime(2025, 2, 6, tzinfo=UTC)
    assert format_article_date(make_article(published_at=midnight), "D HH:mm") == "6 00:00"


def test_posted_on_begins_with_the_words_of_the_article() -> None:
    assert format_posted_on(make_article(post_on_text="Posted on")) == "Posted on Feb 06, 2025"
    assert format_posted_on(make_article(post_on_text=" Le "), "D MMMM", "fr") == "Le 6 février"


@pytest.mark.parametrize("blank", [None, "", " "])
def test_posted_on_without_words_is_the_date(blank: str | None) -> None:
    assert format_posted_on(make_article(post_on_text=blank)) == "Feb 06, 2025"
