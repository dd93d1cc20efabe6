"""Posts the cache tags of each change to a purge url, signed."""

import asyncio
import hmac
import logging
from collections.abc import Collection
from time import time
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from gql_content.library import Library
from gql_content.sources import ALL, Repository, touched

if TYPE_CHECKING:
    from httpx import AsyncClient

__all__ = ["Purge", "Purging", "coarse", "signature"]


MOST = 500  # tags in one purge; CDNs take fewer or more, and everything in one go


class Purge(Struct, frozen=True):
    """The tags whose answers are to be forgotten, and the revision that is served instead."""

    revision: str
    tags: tuple[str, ...]


def coarse(tags: Collection[str]) -> frozenset[str]:
    """The tags, or the one that stands for all where they are too many."""
    return frozenset({ALL}) if ALL in tags or len(tags) > MOST else frozenset(tags)


def signature(secret: str, moment: int, body: bytes) -> str:
    """The header that proves a purge: `t` in seconds since 1970, and `v1`, an HMAC by SHA-256.

    Signed are the digits of `t`, a dot, and the body; an old `t` tells that somebody repeats it.
    """
    signed = str(moment).encode() + b"." + body
    return f"t={moment},v1={hmac.new(secret.encode(), signed, 'sha256').hexdigest()}"


log = logging.getLogger("gql_content.web")

BATCH_SECONDS = 1.0  # other workers have the change by then, so no old answer is fetched again
TIMEOUT_SECONDS = 10.0
LAST_SECONDS = 1.0  # for a post when the service stops
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0


class Purging:
    """Posts the tags that changes touch to a url, until it is told that they have arrived.

    It begins with all: what caches hold from before a start may be of any revision. A batch that
    fails is tried again, together with what has been touched meanwhile.
    """

    def __init__(
        self, url: str, secret: str | None = None, batch_seconds: float = BATCH_SECONDS
    ) -> None:
        self._url = url
        self._secret = secret
        self._batch_seconds = batch_seconds
        self._pending = frozenset({ALL})
        self._touched = asyncio.Event()
        self._touched.set()
        self._seen: Library | None = None

    async def follow(self, repository: Repository) -> None:
        """Goes on until it is cancelled; what has not been taken by then still waits."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._collect(repository))
            tasks.create_task(self._send(repository))

    async def finish(self, repository: Repository) -> None:
        """Posts what still waits once `follow` has ended, in one short attempt."""
        self._note(repository.library)
        if not self._pending:
            return
        from httpx import AsyncClient

        async with AsyncClient(timeout=LAST_SECONDS) as client:
            try:
                async with asyncio.timeout(LAST_SECONDS):
                    await self._send_what_waits(client, repository)
            except TimeoutError:
                log.warning("The purge url did not answer in time; the next start purges all.")

    async def _collect(self, repository: Repository) -> None:
        self._seen = repository.library
        async for library in repository.libraries():
            self._note(library)

    def _note(self, library: Library) -> None:
        if self._seen is not None:
            self._add(touched(self._seen, library))
        self._seen = library

    async def _send(self, repository: Repository) -> None:
        # Imported here, since a start without a purge url needs it not.
        from httpx import AsyncClient

        async with AsyncClient(timeout=TIMEOUT_SECONDS) as client:
            failures = 0
            while True:
                await self._touched.wait()
                await asyncio.sleep(pause(failures) if failures else self._batch_seconds)
                sent = await self._send_what_waits(client, repository)
                failures = 0 if sent else failures + 1

    async def _send_what_waits(self, client: "AsyncClient", repository: Repository) -> bool:
        batch, sent = self._take(), False
        purge = Purge(repository.library.revision, tuple(sorted(batch)))
        try:
            sent = await self._post(client, purge)
        finally:
            self._add(frozenset() if sent else batch)
        return sent

    async def _post(self, client: "AsyncClient", purge: Purge) -> bool:
        from httpx import HTTPError, InvalidURL

        body = msgspec.json.encode(purge)
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers["Gql-Content-Signature"] = signature(self._secret, int(time()), body)
        try:
            response = await client.post(self._url, content=body, headers=headers)
            response.raise_for_status()
        except (HTTPError, InvalidURL) as error:
            log.warning(
                "The purge url did not take %d tags; again soon: %s", len(purge.tags), error
            )
            return False
        return True

    def _add(self, tags: frozenset[str]) -> None:
        if tags:
            self._pending = coarse(self._pending | tags)
            self._touched.set()

    def _take(self) -> frozenset[str]:
        taken, self._pending = self._pending, frozenset[str]()
        self._touched.clear()
        return taken


def pause(failures: int) -> float:
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures - 1, 10))
