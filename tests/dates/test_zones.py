from datetime import UTC, date, datetime
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.dates import get_start_of_day, is_known_time_zone

ZONES = sorted(name for name in available_timezones() if is_known_time_zone(name))


def test_a_day_begins_at_local_midnight() -> None:
    assert (
        get_start_of_day(date(2025, 2, 6), "Europe/Berlin").isoformat()
        == "2025-02-06T00:00:00+01:00"
    )
    assert (
        get_start_of_day(date(2025, 7, 6), "America/New_York").isoformat()
        == "2025-07-06T00:00:00-04:00"
    )


def test_a_day_begins_after_a_skipped_midnight() -> None:
    begin = get_start_of_day(date(2018, 11, 4), "America/Sao_Paulo")
    assert begin.isoformat() == "2018-11-04T01:00:00-02:00"
    assert begin.astimezone(UTC) == datetime(2018, 11, 4, 3, tzinfo=UTC)


def test_a_day_begins_at_the_first_of_two_midnights() -> None:
    assert (
        get_start_of_day(date(2024, 11, 3), "America/Havana").isoformat()
        == "2024-11-03T00:00:00-04:00"
    )


@pytest.mark.parametrize("name", ["UTC", "Europe/Berlin", "America/Argentina/Ushuaia"])
def test_the_names_of_the_time_zone_database_are_known(name: str) -> None:
    assert is_known_time_zone(name)


@pytest.mark.parametrize(
    "name", ["", "utc+1", "europe/berlin", "../../etc/passwd", "/etc/localtime", "localtime", "\0"]
)
def test_other_names_are_unknown(name: str) -> None:
    assert not is_known_time_zone(name)


@given(st.dates(), st.sampled_from(ZONES))
def test_every_day_begins_in_every_zone(day: date, zone: str) -> None:
    begin = get_start_of_day(day, zone)
    assert abs((begin.date() - day).days) <= 1
    assert begin.tzinfo is not None
