"""What an orchestrator is told: to wait, to send requests, to stop sending them, to start anew."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
import pytest

from gql_content.settings import Settings
from gql_content.sources import Watch
from gql_content.web import create_app
from tests.conftest import SAMPLE, Serve
from tests.folder import write
from tests.served import Served

SECONDS = 30


def test_the_service_says_that_it_lives_and_is_ready(sample: Served) -> None:
    healthy, ready = sample.client.get("/healthz"), sample.client.get("/readyz")
    assert healthy.status_code == ready.status_code == 200
    assert healthy.json()["status"] == "ok"
    told = ready.json()
    assert told.pop("watcher").keys() == {"state", "lastSweep", "restarts"}
    assert told == {
        "status": "ready",
        "revision": sample.data("{ content { revision } }")["content"]["revision"],
        "articles": sample.loaded.articles,
        "problems": 0,
    }


def eventually(served: Served, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What `/readyz` says of the watcher as soon as it meets a condition."""
    deadline = monotonic() + SECONDS
    while not condition(watcher := served.client.get("/readyz").json()["watcher"]):
        assert monotonic() < deadline
    return watcher


@pytest.mark.parametrize(("watch", "state"), [(Watch.NATIVE, "events"), (Watch.POLL, "polling")])
def test_it_says_how_changes_are_noticed_and_when_all_was_compared(
    tmp_path: Path, serve: Serve, watch: Watch, state: str
) -> None:
    began = datetime.now(UTC)
    served = serve(write(tmp_path, {"a.md": "A"}), watch=watch, sweep=0.1)
    eventually(served, lambda watcher: watcher["state"] == state)
    swept = eventually(served, lambda watcher: watcher["lastSweep"] is not None)
    at = datetime.fromisoformat(swept["lastSweep"])
    assert began <= at <= datetime.now(UTC) + timedelta(seconds=1)
    again = eventually(served, lambda watcher: watcher["lastSweep"] != swept["lastSweep"])
    assert datetime.fromisoformat(again["lastSweep"]) > at
    assert served.client.get("/healthz").json()["watcher"]["state"] == state


def test_a_watcher_that_is_off_is_said_to_be(tmp_path: Path, serve: Serve) -> None:
    served = serve(tmp_path, watch=Watch.OFF)
    off = {"state": "off", "lastSweep": None, "restarts": 0}
    assert served.client.get("/readyz").json()["watcher"] == off


@asynccontextmanager
async def failing() -> AsyncGenerator[httpx.AsyncClient]:
    """A client of a service whose content cannot be loaded."""

    def fail(_done: int, _total: int) -> None:
        raise OSError("the disk is gone")

    app = create_app(Settings(content=SAMPLE, state=False), on_progress=fail)
    transport = httpx.ASGITransport(app)
    async with (
        httpx.AsyncClient(transport=transport, base_url="http://here") as client,
        app.router.lifespan_context(app),
        asyncio.timeout(SECONDS),
    ):
        while (await client.get("/readyz")).json()["status"] == "loading":  # noqa: ASYNC110
            await asyncio.sleep(0)  # A client has no event to wait for.
        yield client


@pytest.mark.usefixtures("caplog")
async def test_content_that_cannot_be_loaded_is_a_failure_and_no_endless_loading() -> None:
    async with failing() as client:
        ready, healthy = await client.get("/readyz"), await client.get("/healthz")
        asked = await client.get("/graphql", params={"query": "{ __typename }"})
    assert (ready.status_code, ready.json()) == (503, {"status": "failed"})
    assert (healthy.status_code, healthy.json()["status"]) == (503, "failed")
    (error,) = asked.json()["errors"]
    assert (asked.status_code, error["extensions"]["code"]) == (503, "UNAVAILABLE")
    assert "retry-after" not in asked.headers
    assert "disk" not in asked.text + ready.text + healthy.text


def status_at_last(served: Served, status: str) -> httpx.Response:
    deadline = monotonic() + SECONDS
    while (answer := served.client.get("/readyz")).json()["status"] != status:
        assert monotonic() < deadline, answer.text
    return answer


def test_without_a_root_there_is_nothing_to_be_ready_with_until_it_comes(
    tmp_path: Path, serve: Serve
) -> None:
    root = tmp_path / "root"
    served = serve(root, watch=Watch.POLL, sweep=0.1)
    missing = served.client.get("/readyz")
    assert (missing.status_code, missing.json()["status"]) == (503, "root_missing")
    assert served.client.get("/healthz").status_code == 200
    write(root, {"a.md": "A"})
    assert status_at_last(served, "ready").json()["articles"] == 1


def test_a_root_that_goes_missing_is_told_and_its_content_still_served(
    tmp_path: Path, serve: Serve
) -> None:
    root = write(tmp_path / "root", {"a.md": {"title": "A"}})
    served = serve(root, watch=Watch.POLL, sweep=0.1)
    root.rename(tmp_path / "away")
    told = status_at_last(served, "root_missing")
    assert (told.status_code, told.json()["articles"]) == (200, 1)
    assert served.data("{ articles { nodes { title } } }")["articles"]["nodes"] == [{"title": "A"}]
    (tmp_path / "away").rename(root)
    assert status_at_last(served, "ready").status_code == 200
