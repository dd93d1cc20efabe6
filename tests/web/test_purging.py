"""A CDN is told what a change touches: soon, signed, together, and until it has heard."""

import asyncio
import hmac
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

import msgspec
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gql_content.sources import MemoryRepository, TracedContent, UrlKey, pin
from gql_content.web.cdn_purging import Purge, Purging, coarse, signature
from tests.folder import article

SECRET = "known to both"  # noqa: S105 - of a test
SECONDS = 20


class Cdn:
    """A receiver of purges that answers as it is told to."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.url = ""
        self.silent: asyncio.Event | None = None
        self.got: asyncio.Queue[tuple[Purge, str]] = asyncio.Queue()

    async def receive(self, request: Request) -> Response:
        body = await request.body()
        if self.silent is not None and not self.silent.is_set():
            self.silent.set()
            await request.receive()  # which comes when the client goes
        status = self.statuses.pop(0) if self.statuses else 204
        if status == 204:
            self.got.put_nowait(
                (msgspec.json.decode(body, type=Purge), request.headers["gql-content-signature"])
            )
            when = request.headers["gql-content-signature"].partition(",")[0].removeprefix("t=")
            assert signature(SECRET, int(when), body) == request.headers["gql-content-signature"]
        return Response(status_code=status)

    async def next(self) -> Purge:
        async with asyncio.timeout(SECONDS):
            return (await self.got.get())[0]


@asynccontextmanager
async def running(app: Starlette) -> AsyncGenerator[str]:
    config = uvicorn.Config(app, port=0, log_level="warning", lifespan="off")
    listener = config.bind_socket()
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/purge"
    finally:
        server.should_exit = True
        await serving
        listener.close()


@pytest.fixture
async def cdn() -> AsyncGenerator[Cdn]:
    cdn = Cdn()
    async with running(Starlette(routes=[Route("/purge", cdn.receive, methods=["POST"])])) as url:
        cdn.url = url
        yield cdn


@asynccontextmanager
async def following(cdn: Cdn, repository: MemoryRepository) -> AsyncGenerator[None]:
    purging = asyncio.create_task(Purging(cdn.url, SECRET, 0.05).follow(repository))
    try:
        yield
    finally:
        purging.cancel()
        await asyncio.wait([purging])


def saved(repository: MemoryRepository, path: str, title: str) -> None:
    repository.files[path] = article({"title": title}).encode()


async def tags_of_page(repository: MemoryRepository, url: str) -> set[str]:
    content = TracedContent(pin(repository))
    await content.article(UrlKey(url))
    return content.tags


@pytest.fixture
def repository() -> MemoryRepository:
    return MemoryRepository({"a.md": article({"title": "A"}).encode()})


async def test_a_start_purges_all_and_a_change_what_it_touches(
    cdn: Cdn, repository: MemoryRepository
) -> None:
    page = await tags_of_page(repository, "/a")
    async with following(cdn, repository):
        assert (await cdn.next()).tags == ("all",)
        saved(repository, "a.md", "Again")
        await repository.refresh()
        purge = await cdn.next()
    assert purge.revision == repository.library.revision
    assert page < set(purge.tags)
    assert "all" not in purge.tags


async def test_a_purge_that_failed_comes_again_with_what_came_meanwhile(
    cdn: Cdn, repository: MemoryRepository
) -> None:
    async with following(cdn, repository):
        await cdn.next()
        cdn.statuses = [500, 429]
        saved(repository, "a.md", "Again")
        await repository.refresh()
        saved(repository, "b.md", "B")
        await repository.refresh()
        wanted = await tags_of_page(repository, "/a") | await tags_of_page(repository, "/b")
        got: set[str] = set()
        while not wanted <= got:
            got |= set((await cdn.next()).tags)
    assert cdn.statuses == []


async def test_what_still_waits_at_the_end_is_told(cdn: Cdn, repository: MemoryRepository) -> None:
    purging = Purging(cdn.url, SECRET, 3_600)  # whose batch is never full
    following = asyncio.create_task(purging.follow(repository))
    saved(repository, "a.md", "Again")
    await repository.refresh()
    following.cancel()
    await asyncio.wait([following])
    await purging.finish(repository)
    assert (await cdn.next()).tags == ("all",)
    await purging.finish(repository)
    assert cdn.got.empty()


async def test_a_post_that_is_broken_off_is_made_again_at_the_end(
    cdn: Cdn, repository: MemoryRepository
) -> None:
    purging = Purging(cdn.url, SECRET, 0.0)
    cdn.silent = asyncio.Event()
    following = asyncio.create_task(purging.follow(repository))
    async with asyncio.timeout(SECONDS):
        await cdn.silent.wait()
    following.cancel()
    await asyncio.wait([following])
    await purging.finish(repository)
    assert (await cdn.next()).tags == ("all",)


async def test_a_change_that_is_taken_back_is_told_all_the_same(
    cdn: Cdn, repository: MemoryRepository
) -> None:
    async with following(cdn, repository):
        await cdn.next()
        before = repository.library.revision
        for title in ("Again", "A"):
            saved(repository, "a.md", title)
            await repository.refresh()
            await asyncio.sleep(0)
        assert repository.library.revision == before
        assert await tags_of_page(repository, "/a") < set((await cdn.next()).tags)


async def test_no_refresh_waits_for_a_cdn_that_is_not_there(repository: MemoryRepository) -> None:
    nowhere = Cdn()
    nowhere.url = "http://127.0.0.1:1/purge"
    async with following(nowhere, repository):
        saved(repository, "a.md", "Again")
        async with asyncio.timeout(SECONDS):
            await repository.refresh()
    assert nowhere.got.empty()


def test_too_many_tags_purge_all() -> None:
    def some(count: int) -> Sequence[str]:
        return [f"a-{number}" for number in range(count)]

    assert coarse(some(500)) == set(some(500))
    assert coarse(some(501)) == {"all"}
    assert coarse(["all", "content"]) == {"all"}


def test_a_signature_is_an_hmac_over_moment_and_body() -> None:
    expected = hmac.new(b"known to both", b"12.{}", "sha256").hexdigest()
    assert signature(SECRET, 12, b"{}") == f"t=12,v1={expected}"
    assert signature(SECRET, 13, b"{}") != signature(SECRET, 12, b"{}")
