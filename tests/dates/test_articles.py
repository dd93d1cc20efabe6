from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from gql_content.dates import BadFormat, BadLocale, date_text, posted_on
from gql_content.model import Article
from tests.articles import article


def dated(day: date | None = date(2025, 2, 6), **given: str | datetime | None) -> Article:
    return replace(article("a.md", date=day), **given)


def test_a_date_is_written_by_the_default_format() -> None:
    assert date_text(dated()) == "Feb 06, 2025"
    assert date_text(dated(), default_format="D MMMM YYYY", locale="de") == "6 Februar 2025"


def test_the_format_of_the_article_comes_before_the_default() -> None:
    one = dated(date_format="YYYY")
    assert date_text(one, default_format="D") == "2025"
    assert date_text(one, "MM", default_format="D") == "02"


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_blank_format_of_the_article_is_none(blank: str | None) -> None:
    assert date_text(dated(date_format=blank)) == "Feb 06, 2025"


def test_a_bad_format_of_the_article_does_not_break_a_list() -> None:
    assert date_text(dated(date_format="on MMM DD")) == "Feb 06, 2025"
    assert posted_on(dated(date_format="yyyy", post_on_text="On")) == "On Feb 06, 2025"


def test_a_bad_format_of_the_caller_is_refused() -> None:
    with pytest.raises(BadFormat):
        date_text(dated(date_format="YYYY"), "")


def test_a_bad_locale_of_the_caller_is_refused() -> None:
    with pytest.raises(BadLocale):
        date_text(dated(date_format="YYYY"), locale="xx")


def test_there_is_no_text_without_a_date() -> None:
    one = dated(None, post_on_text="Posted on")
    assert date_text(one, "YYYY") is None
    assert posted_on(one, "YYYY") is None


def test_the_date_is_the_written_one_with_the_time_of_its_own_zone() -> None:
    late = datetime(2024, 7, 29, 23, 30, tzinfo=timezone(-timedelta(hours=8)))
    one = dated(date(2024, 7, 29), published_at=late)
    assert date_text(one, "MMM DD, HH:mm Z") == "Jul 29, 23:30 -08:00"


def test_a_date_without_a_time_is_midnight() -> None:
    assert date_text(dated(), "D HH:mm") == "6 00:00"
    midnight = datetime(2025, 2, 6, tzinfo=UTC)
    assert date_text(dated(published_at=midnight), "D HH:mm") == "6 00:00"


def test_what_is_posted_stands_after_the_words_of_the_article() -> None:
    assert posted_on(dated(post_on_text="Posted on")) == "Posted on Feb 06, 2025"
    assert posted_on(dated(post_on_text=" Le "), "D MMMM", "fr") == "Le 6 février"


@pytest.mark.parametrize("blank", [None, "", " "])
def test_without_words_what_is_posted_is_the_date_alone(blank: str | None) -> None:
    assert posted_on(dated(post_on_text=blank)) == "Feb 06, 2025"
