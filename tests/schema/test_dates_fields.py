"""Dates as text in a format and a language, and the moment of publication in the site's zone."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from gql_content.sources import Watch
from tests.conftest import Serve
from tests.folder import write
from tests.schema.conftest import ABOUT, DARK, HELLO, LEAP
from tests.served import Served

TEXTS = """query ($path: String!, $format: String, $locale: String) {
  article(by: { path: $path }) {
    dateText(format: $format, locale: $locale) postedOn(format: $format, locale: $locale)
  }
}"""
PUBLISHED = "query ($path: String!) { article(by: { path: $path }) { date publishedAt } }"


def texts(served: Served, path: str, **more: Any) -> tuple[str | None, str | None]:
    found = served.data(TEXTS, path=path, **more)["article"]
    return found["dateText"], found["postedOn"]


def published(served: Served, path: str) -> str | None:
    return served.data(PUBLISHED, path=path)["article"]["publishedAt"]


def test_a_date_is_in_the_articles_own_format_behind_its_own_words(small: Served) -> None:
    assert texts(small, DARK) == ("Feb 06, 2025", "Posted on Feb 06, 2025")


def test_without_a_format_of_its_own_the_default_stands_in(small: Served) -> None:
    assert texts(small, LEAP) == ("Nov 21, 2024", "Nov 21, 2024")


def test_without_a_date_there_is_no_text(small: Served) -> None:
    assert texts(small, ABOUT) == (None, None)
    assert published(small, ABOUT) is None


@pytest.mark.parametrize(
    ("written", "locale", "expected"),
    [
        ("D. MMMM YYYY", "de", "6. Februar 2025"),
        ("D MMMM YYYY", "fr", "6 février 2025"),
        ("YYYY[年]M[月]D[日]", "zh", "2025年2月6日"),
        ("dddd, MMMM Do YYYY", None, "Thursday, February 6th 2025"),
        ("[Posted] YYYY-MM-DD", "en", "Posted 2025-02-06"),
        ("LL", "en-US", "February 6, 2025"),
        (None, "de", "Feb 06, 2025"),
        (None, "de_AT", "Feb 06, 2025"),
        ("DD/MM/YY", "pt-BR", "06/02/25"),
    ],
)
def test_format_and_locale_are_arguments(
    small: Served, written: str | None, locale: str | None, expected: str
) -> None:
    text, posted = texts(small, DARK, format=written, locale=locale)
    assert (text, posted) == (expected, f"Posted on {expected}")


def test_a_time_is_shown_as_it_was_written(small: Served) -> None:
    assert texts(small, HELLO, format="HH:mm Z")[0] == "15:00 +00:00"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"format": "[open"}, "BAD_FORMAT"),
        ({"format": "hello"}, "BAD_FORMAT"),
        ({"format": ""}, "BAD_FORMAT"),
        ({"format": "YYYY y"}, "BAD_FORMAT"),
        ({"format": "LL", "locale": "de"}, "BAD_FORMAT"),
        ({"locale": "xx"}, "BAD_LOCALE"),
        ({"locale": "../etc"}, "BAD_LOCALE"),
        ({"locale": "de" * 5_000}, "BAD_LOCALE"),
    ],
)
@pytest.mark.parametrize("field", ["dateText", "postedOn"])
def test_what_cannot_be_written_says_why(
    small: Served, field: str, arguments: dict[str, str], code: str
) -> None:
    query = f"""query ($path: String!, $format: String, $locale: String) {{
      article(by: {{ path: $path }}) {{ title {field}(format: $format, locale: $locale) }}
    }}"""
    body = small.response(query, path=DARK, **arguments).json()
    (error,) = body["errors"]
    assert error["extensions"] == {"code": code}
    assert error["path"] == ["article", field]
    assert len(error["message"]) < 1_000
    assert body["data"]["article"] == {"title": "Why is the night dark?", field: None}


def test_a_bad_format_in_one_file_does_not_break_a_list(tmp_path: Path, serve: Serve) -> None:
    bad = {"title": "A", "date": date(2025, 2, 6), "date_format": "yyyy hello"}
    served = serve(write(tmp_path, {"a.md": bad, "b.md": {**bad, "date_format": "YYYY"}}))
    nodes = served.data("{ articles { nodes { dateText } } }")["articles"]["nodes"]
    assert nodes == [{"dateText": "Feb 06, 2025"}, {"dateText": "2025"}]


DATED: dict[str, dict[str, object] | str] = {
    "day.md": {"title": "Day", "date": date(2025, 2, 6)},
    "summer.md": {"title": "Summer", "date": date(2025, 7, 1)},
    "moment.md": {
        "title": "Moment",
        "date": datetime(2025, 3, 20, 23, 30, tzinfo=timezone(timedelta(hours=-5))),
    },
    "first.md": {"title": "First", "date": date.min},
    "last.md": {"title": "Last", "date": date.max},
}

DATED_MOMENT = datetime(2025, 3, 21, 4, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "summer"),
    [
        ("UTC", "2025-02-06T00:00:00+00:00", "2025-07-01T00:00:00+00:00"),
        ("Asia/Tokyo", "2025-02-06T00:00:00+09:00", "2025-07-01T00:00:00+09:00"),
        ("Europe/Berlin", "2025-02-06T00:00:00+01:00", "2025-07-01T00:00:00+02:00"),
        ("America/New_York", "2025-02-06T00:00:00-05:00", "2025-07-01T00:00:00-04:00"),
    ],
)
def test_a_day_begins_at_midnight_in_the_zone_of_the_site(
    tmp_path: Path, serve: Serve, zone: str, day: str, summer: str
) -> None:
    served = serve(write(tmp_path, DATED), time_zone=zone, watch=Watch.OFF)
    assert (published(served, "day.md"), published(served, "summer.md")) == (day, summer)
    moment = published(served, "moment.md")
    assert moment is not None
    assert datetime.fromisoformat(moment) == DATED_MOMENT
    days = {"first.md": "0001-01-01T00:00:00", "last.md": "9999-12-31T00:00:00"}
    assert all((published(served, path) or "").startswith(day) for path, day in days.items())


def test_the_zone_of_the_site_moves_no_date_that_is_shown(tmp_path: Path, serve: Serve) -> None:
    served = serve(write(tmp_path, DATED), time_zone="Pacific/Kiritimati", watch=Watch.OFF)
    assert texts(served, "moment.md", format="YYYY-MM-DD HH:mm Z")[0] == "2025-03-20 23:30 -05:00"
    assert served.data(PUBLISHED, path="moment.md")["article"]["date"] == "2025-03-20"
    assert texts(served, "day.md", format="YYYY-MM-DD")[0] == "2025-02-06"


def test_the_format_and_the_language_of_the_site_are_settings(tmp_path: Path, serve: Serve) -> None:
    files = {**DATED, "own.md": {"title": "Own", "date": date(2025, 5, 1), "date_format": "MMMM"}}
    served = serve(write(tmp_path, files), date_format="D. MMMM", locale="de-DE", watch=Watch.OFF)
    assert texts(served, "day.md")[0] == "6. Februar"
    assert texts(served, "own.md")[0] == "Mai"
    assert texts(served, "day.md", locale="en")[0] == "6. February"
    assert texts(served, "day.md", format="MMMM")[0] == "Februar"


def test_null_arguments_are_as_good_as_none(small: Served) -> None:
    assert texts(small, DARK, format=None, locale=None) == texts(small, DARK)
