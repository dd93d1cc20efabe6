from datetime import UTC, date, datetime, timedelta

import pytest
from arrow.locales import Locale
from hypothesis import given
from hypothesis import strategies as st

from gql_content.dates import DateFormatError, LocaleError, format_date

DAY = date(2025, 2, 6)


def collect_names(kind: type[Locale]) -> set[str]:
    below = (collect_names(each) for each in kind.__subclasses__())
    return set(kind.names).union(*below)


ARROW_LOCALES = sorted(collect_names(Locale))


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


@pytest.mark.parametrize("locale", ARROW_LOCALES)
def test_every_locale_has_distinct_months_and_days(locale: str) -> None:
    for token in ("MMM", "MMMM"):
        assert (
            len({format_date(date(2025, month, 1), token, locale) for month in range(1, 13)}) == 12
        )
    for token in ("ddd", "dddd"):
        assert len({format_date(date(2025, 6, day), token, locale) for day in range(1, 8)}) == 7


@pytest.mark.parametrize("locale", ARROW_LOCALES)
@pytest.mark.parametrize("token", ["A", "a"])
def test_every_locale_distinguishes_morning_and_afternoon(locale: str, token: str) -> None:
    morning = datetime(2025, 2, 6, 3, tzinfo=UTC)
    afternoon = morning + timedelta(hours=12)
    assert format_date(morning, token, locale) != format_date(afternoon, token, locale)


@pytest.mark.parametrize(
    ("tag", "expected"),
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
def test_a_region_falls_back_to_its_language(tag: str, expected: str) -> None:
    format_ = "dddd ddd MMMM MMM Do A"
    assert format_date(DAY, format_, tag) == format_date(DAY, format_, expected)


def test_a_script_does_not_fall_back_to_another() -> None:
    with pytest.raises(LocaleError, match="Unknown locale 'sr-cyrl'"):
        format_date(DAY, "MMM", "sr-Cyrl")


def test_an_unknown_locale_gets_suggestions() -> None:
    with pytest.raises(LocaleError, match=r"Unknown locale 'enn-us'\. Did you mean en-us"):
        format_date(DAY, "MMM", "enn_US")


@pytest.mark.parametrize("locale", ["", "-", "_", "xx", "klingon", "../en", "en.UTF-8", "\0"])
def test_an_invalid_locale_is_an_error(locale: str) -> None:
    with pytest.raises(LocaleError):
        format_date(DAY, "MMM", locale)


def test_a_long_locale_is_rejected_early() -> None:
    with pytest.raises(LocaleError, match="at most 35 characters"):
        format_date(DAY, "MMM", "en-" * 10**7)


def test_the_errors_have_codes() -> None:
    assert (DateFormatError.code, LocaleError.code) == ("BAD_FORMAT", "BAD_LOCALE")


@given(st.text(max_size=40))
def test_any_text_is_a_locale_or_an_error(locale: str) -> None:
    try:
        text = format_date(DAY, "D", locale)
    except LocaleError:
        return
    assert "6" in text
