"""Web sockets and event streams live on: longer than any client may take for anything."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.cli.program import running_server
from tests.deploy.nginx import fronting
from tests.folder import write
from tests.holding.holding import hold

pytestmark = pytest.mark.held

SECONDS = 40
SERVICES = {
    "one worker": ("--workers", "1", "--max-waiting", "1"),
    "two workers": ("--workers", "2"),  # each waits for 10 seconds, as by default
}
USUAL = ("--port", "0", "--log-level", "warning", "--no-checks", "--max-connections", "60")


async def test_sockets_and_streams_live_for_long(tmp_path: Path) -> None:
    root = write(tmp_path / "content", {"held.md": {"title": "At first"}})
    with ExitStack() as running:
        fronts: dict[str, str] = {}
        for name, options in SERVICES.items():
            program = running.enter_context(running_server(root, *USUAL, *options))
            fronts[name] = program.wait_for_url()
            folder = tmp_path / name.replace(" ", "-")
            folder.mkdir()
            fronts[f"{name}, behind nginx"] = running.enter_context(fronting(folder, fronts[name]))
        found = await hold(fronts, root, SECONDS)
    assert [one for one in found if one.fault] == []
    heard = {(one.front, one.kind): one.heard for one in found}
    for front in fronts:
        assert heard[front, "socket, busy"] > 3
        assert heard[front, "stream, busy"] > 3
        assert heard[front, "stream, waiting"] >= 2  # signs of life
