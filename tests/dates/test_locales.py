from datetime import UTC, date, datetime, timedelta

import pytest
from arrow.locales import Locale
from hypothesis import given
from hypothesis import strategies as st

from gql_content.dates import BadFormat, BadLocale, format_date

DAY = date(2025, 2, 6)


def names_below(kind: type[Locale]) -> set[str]:
    below = (names_below(each) for each in kind.__subclasses__())
    return set(kind.names).union(*below)


ARROWS = sorted(names_below(Locale))


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Thursday, 6th February 2025"),
        ("de", "Donnerstag, 6. Februar 2025"),
        ("fr", "jeudi, 6 février 2025"),
        ("es", "jueves, 6º febrero 2025"),
        ("ru", "четверг, 6 февраля 2025"),
        ("ja", "木曜日, 6日 2月 2025"),
        ("ko", "목요일, 6일 2월 2025"),
        ("zh-tw", "週四, 6日 2月 2025"),
        ("ta", "வியாழக்கிழமை, 6ஆம் பிப் 2025"),
        ("th", "วันพฤหัสบดี, 6 กุมภาพันธ์ 2025"),
    ],
)
def test_a_date_in_many_languages(locale: str, text: str) -> None:
    assert format_date(DAY, "dddd, Do MMMM YYYY", locale) == text


@pytest.mark.parametrize("locale", ARROWS)
def test_every_locale_of_arrow_names_each_month_and_day_apart(locale: str) -> None:
    for token in ("MMM", "MMMM"):
        assert (
            len({format_date(date(2025, month, 1), token, locale) for month in range(1, 13)}) == 12
        )
    for token in ("ddd", "dddd"):
        assert len({format_date(date(2025, 6, day), token, locale) for day in range(1, 8)}) == 7


@pytest.mark.parametrize("locale", ARROWS)
@pytest.mark.parametrize("token", ["A", "a"])
def test_every_locale_tells_morning_from_afternoon(locale: str, token: str) -> None:
    morning = datetime(2025, 2, 6, 3, tzinfo=UTC)
    afternoon = morning + timedelta(hours=12)
    assert format_date(morning, token, locale) != format_date(afternoon, token, locale)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("EN", "en"),
        ("pt_BR", "pt-br"),
        ("en-AU", "en"),
        ("de-LI", "de"),
        ("de-CH-1996", "de"),
        ("en-u-ca-buddhist", "en"),
        ("no", "nb"),
        ("zh-Hant-HK", "zh-hk"),
        ("zh-Hant-SG", "zh-tw"),
        ("zh_Hans_SG", "zh"),
        ("zh-MO", "zh-hk"),
        ("sr-Latn-RS", "sr"),
    ],
)
def test_a_region_falls_back_to_its_language(asked: str, meant: str) -> None:
    format_ = "dddd ddd MMMM MMM Do A"
    assert format_date(DAY, format_, asked) == format_date(DAY, format_, meant)


def test_a_script_does_not_fall_back_to_another() -> None:
    with pytest.raises(BadLocale, match="'sr-cyrl' is not known"):
        format_date(DAY, "MMM", "sr-Cyrl")


def test_an_unknown_locale_is_told_what_is_close() -> None:
    with pytest.raises(BadLocale, match=r"'enn-us' is not known\. Did you mean en-us"):
        format_date(DAY, "MMM", "enn_US")


@pytest.mark.parametrize("locale", ["", "-", "_", "xx", "klingon", "../en", "en.UTF-8", "\0"])
def test_what_is_no_locale_is_refused(locale: str) -> None:
    with pytest.raises(BadLocale):
        format_date(DAY, "MMM", locale)


def test_a_long_locale_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(BadLocale, match="at most 35 characters"):
        format_date(DAY, "MMM", "en-" * 10**7)


def test_the_errors_have_codes_of_their_own() -> None:
    assert (BadFormat.code, BadLocale.code) == ("BAD_FORMAT", "BAD_LOCALE")


@given(st.text(max_size=40))
def test_any_text_is_a_locale_or_is_refused(locale: str) -> None:
    try:
        text = format_date(DAY, "D", locale)
    except BadLocale:
        return
    assert "6" in text
