import time
from collections.abc import Callable

import pytest

from gql_content.sources.watcher import ClockJumpDetector


def shift_clock(monkeypatch: pytest.MonkeyPatch, name: str, seconds: float) -> None:
    real: Callable[..., float] = getattr(time, name)

    def shifted(*which: int) -> float:
        return real(*which) + seconds

    monkeypatch.setattr(time, name, shifted)


def test_passing_time_is_no_jump() -> None:
    detector = ClockJumpDetector()
    assert not detector.has_jumped()


@pytest.mark.parametrize("seconds", [3600.0, -3600.0])
def test_setting_the_clock_is_detected_once(
    seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    detector = ClockJumpDetector()
    shift_clock(monkeypatch, "time", seconds)
    assert detector.has_jumped()
    assert not detector.has_jumped()


def test_a_suspend_is_detected(monkeypatch: pytest.MonkeyPatch) -> None:
    detector = ClockJumpDetector()
    shift_clock(monkeypatch, "clock_gettime", 60)
    assert detector.has_jumped()
