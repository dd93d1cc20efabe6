"""The tokens of moment.js; `moment.json` has the output of moment 2.31."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.dates import DateFormatError, format_date
from gql_content.dates.token_writers import AMERICAN_LONG_FORMATS, AMERICAN_TOKENS, TOKENS
from gql_content.dates.tokenizer import TOKENS_PATTERN as EVERY_TOKEN

DAY = date(2025, 2, 6)
MOMENT = json.loads(Path(__file__).with_name("moment.json").read_text("utf-8"))

OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(timezones=OFFSETS | st.none()) | st.dates()


@pytest.mark.parametrize("moment", MOMENT)
def test_every_token_has_the_output_of_moment(moment: str) -> None:
    expected = MOMENT[moment]
    at = datetime.fromisoformat(moment)
    assert {each: format_date(at, each) for each in expected} == expected


def test_every_supported_token_has_an_expected_output() -> None:
    for answers in MOMENT.values():
        wanted = TOKENS.keys() | AMERICAN_TOKENS.keys() | AMERICAN_LONG_FORMATS.keys()
        unlike_moment = {"S" * digits for digits in (5, 6, 7, 8)}
        assert wanted - unlike_moment <= answers.keys()


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        ("MMM DD, YYYY", "Feb 06, 2025"),
        ("dddd, MMMM Do YYYY", "Thursday, February 6th 2025"),
        ("[Week] W [of] GGGG", "Week 6 of 2025"),
        ("YYYY年M月D日", "2025年2月6日"),
        (r"\Q Q", "Q 1"),
        (r"\MMMM MMMM", "MMMM February"),
        ("D\\", "6"),
        ("[]D[]", "6"),
        ("[a] b]", "a] b"),
        ("D/M\nYY", "6/2\n25"),
    ],
)
def test_formats_may_have_text(format_: str, text: str) -> None:
    assert format_date(DAY, format_) == text


def test_a_plain_date_is_midnight_in_utc() -> None:
    assert format_date(DAY, "HH:mm:ss.SSS Z X") == "00:00:00.000 +00:00 1738800000"
    assert format_date(DAY, "h A k") == "12 AM 24"


def test_a_time_without_a_zone_is_utc() -> None:
    assert format_date(datetime(2025, 2, 6, 15, 4), "HH:mm ZZ") == "15:04 +0000"  # noqa: DTZ001


def test_a_time_is_formatted_in_its_own_zone() -> None:
    assert format_date(datetime(2025, 7, 6, 1, tzinfo=ZoneInfo("Europe/Berlin")), "D H Z") == (
        "6 1 +02:00"
    )
    assert format_date(datetime(1850, 1, 1, tzinfo=ZoneInfo("America/Lima")), "ZZ") == "-0508"


def test_fractions_have_up_to_microseconds() -> None:
    at = datetime(2025, 2, 6, 0, 0, 0, 123456, UTC)
    assert format_date(at, "S SSSS SSSSSS SSSSSSSSS") == "1 1234 123456 123456000"


@pytest.mark.parametrize("empty", ["", " ", "\n"])
def test_an_empty_format_is_an_error(empty: str) -> None:
    with pytest.raises(DateFormatError, match=r"is empty\. Use one such as MMM DD, YYYY"):
        format_date(DAY, empty)


def test_a_long_format_is_rejected_early() -> None:
    assert format_date(DAY, "D" + " " * 99)
    with pytest.raises(DateFormatError, match="at most 100 characters"):
        format_date(DAY, "[" * 10**8)


@pytest.mark.parametrize(
    ("format_", "word"),
    [
        ("MMM DD at HH:mm", "at"),
        ("D of MMMM", "of"),
        ("Posted on MMM DD", "Posted"),
        ("YYYY-MM-DDTHH:mm", "T"),
        ("YYY", "YYY"),
        ("MMMMM", "MMMMM"),
        ("HHH", "HHH"),
        ("D décembre", "décembre"),
    ],
)
def test_an_unknown_token_is_an_error_naming_the_word(format_: str, word: str) -> None:
    with pytest.raises(DateFormatError) as error:
        format_date(DAY, format_)
    assert f"has {word!r}, which is not a token" in str(error.value)
    assert f"put it in brackets: [{word}]." in str(error.value)


def test_an_unclosed_bracket_is_an_error() -> None:
    with pytest.raises(DateFormatError, match=r"has a \[ without a \]"):
        format_date(DAY, "[on D")


@pytest.mark.parametrize(
    ("token", "remedy"),
    [
        ("yyyy", "Write YYYY"),
        ("yo", "Write YYYY"),
        ("NNNN", "write the name as text"),
        ("z", "Write Z"),
        ("zz", "Write Z"),
    ],
)
def test_an_unsupported_token_is_an_error_with_a_remedy(token: str, remedy: str) -> None:
    with pytest.raises(
        DateFormatError, match=f"The date token {token} is not supported\\. .*{remedy}"
    ):
        format_date(DAY, f"D {token}")


@pytest.mark.parametrize(
    ("token", "remedy"),
    [
        ("LL", "Write the date out"),
        ("l", "Write the date out"),
        ("LT", "HH:mm"),
        ("w", "Write W,"),
        ("ww", "Write W,"),
        ("gggg", "Write GGGG"),
        ("e", "Write E,"),
        ("dd", "Write ddd"),
    ],
)
@pytest.mark.parametrize("locale", ["de", "en-gb", "en-NZ"])
def test_american_tokens_are_not_supported_in_other_locales(
    token: str, remedy: str, locale: str
) -> None:
    with pytest.raises(DateFormatError, match=f"date token {token} .* in the locale .*{remedy}"):
        format_date(DAY, token, locale)
    assert format_date(DAY, token, "en_US")


def test_the_last_week_belongs_to_the_year_10000() -> None:
    assert format_date(date.max, "gggg ww GGGG WW") == "10000 01 9999 52"


@given(MOMENTS, st.text(max_size=101) | st.from_regex(rf"(?:{EVERY_TOKEN}|[ ,\[\]])*"))
def test_any_format_gives_text_or_an_error(moment: date | datetime, format_: str) -> None:
    try:
        text = format_date(moment, format_)
    except DateFormatError:
        return
    assert "None" not in text or "None" in format_


@given(MOMENTS)
def test_every_token_formats_any_date(moment: date | datetime) -> None:
    for token in TOKENS.keys() | AMERICAN_TOKENS.keys() | AMERICAN_LONG_FORMATS.keys():
        assert format_date(moment, token).strip()
