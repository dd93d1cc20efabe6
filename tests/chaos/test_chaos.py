"""After any storm the answer is that of a cold start, and until then no answer is wrong."""

from pathlib import Path

import pytest

from tests.chaos.confined import Confined
from tests.chaos.run import run, share

pytestmark = pytest.mark.alone

SWEEP = 5.0


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_storm_the_answer_is_that_of_a_cold_start(seed: int, tmp_path: Path) -> None:
    found = run(tmp_path, seed, 2_000, 2_000, "--sweep", str(SWEEP))
    assert found.faults == []
    assert found.differences == []
    assert len(found.operations) >= 15
    assert found.answers > 100
    assert found.events > 50
    assert share(found.staleness, 0.99) < 2 * SWEEP  # on a machine that does much else


@pytest.mark.timeout(300)
def test_without_events_all_is_found_by_polling(tmp_path: Path) -> None:
    found = run(tmp_path, 4, 300, 200, "--watch", "poll", switches=2, quiet_seconds=2 * SWEEP)
    assert found.faults == []
    assert found.differences == []
    assert share(found.staleness, 1) < 4 * SWEEP


@pytest.mark.parametrize("path", ["link/a.md", "link", "../a.md", "/a.md", "a/../../b.md"])
def test_the_injector_cannot_leave_its_folder(path: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_text("precious", "utf-8")
    root = tmp_path / "root"
    root.mkdir()
    (root / "link").symlink_to(outside if path == "link/a.md" else outside / "a.md")
    files = Confined(root)
    with pytest.raises((OSError, AssertionError)):
        files.write(path, b"lost")
    files.close()
    assert (outside / "a.md").read_text("utf-8") == "precious"
