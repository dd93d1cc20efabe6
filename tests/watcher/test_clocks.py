import time
from collections.abc import Callable

import pytest

from gql_content.watcher.clocks import Clocks


def ahead_by(monkeypatch: pytest.MonkeyPatch, name: str, seconds: float) -> None:
    real: Callable[..., float] = getattr(time, name)

    def later(*which: int) -> float:
        return real(*which) + seconds

    monkeypatch.setattr(time, name, later)


def test_time_that_passes_is_no_jump() -> None:
    clocks = Clocks()
    assert not clocks.jumped()


@pytest.mark.parametrize("seconds", [3600.0, -3600.0])
def test_a_clock_that_is_set_is_noticed_once(
    seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    clocks = Clocks()
    ahead_by(monkeypatch, "time", seconds)
    assert clocks.jumped()
    assert not clocks.jumped()


def test_a_machine_that_slept_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    clocks = Clocks()
    ahead_by(monkeypatch, "clock_gettime", 60)
    assert clocks.jumped()
