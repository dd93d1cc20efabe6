"""The outer door of the endpoint: what has been answered at this revision is answered here."""

import asyncio
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from gql_content.web.caching.encodings import IDENTITY, wanted
from gql_content.web.caching.etags import is_named
from gql_content.web.caching.kept import Captured, Form, Kept
from gql_content.web.caching.permit import begin_permit
from gql_content.web.caching.remembered import Remembered
from gql_content.web.caching.request import Key, RawHeaders, Replayed, key_of, raw_headers
from gql_content.web.observing import CacheState, exchange_of

__all__ = ["ResponseCache"]

METHODS = {"GET", "HEAD", "POST"}


class ResponseCache:
    """Looks raw requests up before anything in them is parsed.

    `revision` tells the revision that is current, "" while there is none. An answer is remembered
    where the endpoint permits it, and made in a coding for the second client that could read it:
    most answers of a site that is being built are asked for once.
    """

    def __init__(
        self,
        app: ASGIApp,
        path: str,
        revision: Callable[[], str],
        remembered: Remembered,
        max_body: int,
    ) -> None:
        self._app = app
        self._path = path
        self._revision = revision
        self._max_body = max_body
        self._remembered = remembered
        self._compressing: dict[tuple[Key, bytes], asyncio.Task[None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] == "http" and scope["path"] == self._path and scope["method"] in METHODS:
            headers = raw_headers(scope["headers"])
            replayed = Replayed(receive)
            body = await replayed.look(self._max_body) if scope["method"] == "POST" else b""
            is_any = not (headers.authorization or headers.content_encoding)
            if body is not None and is_any:
                key = key_of(scope, headers, body)
                return await self._look_up(key, headers, scope, replayed, send)
            receive = replayed
        await self._app(scope, receive, send)
        return None

    async def _look_up(
        self, key: Key, headers: RawHeaders, scope: Scope, receive: Receive, send: Send
    ) -> None:
        revision = self._revision()
        kept = self._remembered.get(revision, key)
        if kept is None:
            await self._execute(key, scope, receive, send)
        else:
            exchange = exchange_of(scope)
            kept.tell(exchange)
            form, exchange.cache = self._form(kept, headers)
            if form is kept.not_modified or not kept.lacks(wanted(headers.accept_encoding)):
                exchange.remembered_at = revision
            await form.send(send)

    def _form(self, kept: Kept, headers: RawHeaders) -> tuple[Form, CacheState]:
        if headers.if_none_match and is_named(kept.etag, headers.if_none_match):
            return kept.not_modified, CacheState.NOT_MODIFIED
        coding = wanted(headers.accept_encoding)
        if kept.lacks(coding):
            self._compress(kept, coding)
        return kept.forms.get(coding, kept.forms[IDENTITY]), CacheState.HIT

    async def _execute(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        exchange, permit = exchange_of(scope), begin_permit(scope)
        captured = Captured(send)
        await self._app(scope, receive, captured.send)
        if permit.revision and permit.revision == self._revision():
            kept = captured.kept(key, exchange)
            if kept is not None and self._remembered.keep(permit.revision, kept):
                exchange.cache = CacheState.MISS

    def _compress(self, kept: Kept, coding: bytes) -> None:
        """Has a form made beside the loop; who asks meanwhile gets the answer as it is."""
        making = (kept.key, coding)
        if making not in self._compressing:
            task = asyncio.create_task(self._add_form(self._revision(), kept.key, coding))
            self._compressing[making] = task
            task.add_done_callback(lambda _: self._compressing.pop(making))

    async def _add_form(self, revision: str, key: Key, coding: bytes) -> None:
        kept = self._remembered.get(revision, key)
        if kept is None:
            return
        form = await asyncio.to_thread(kept.in_coding, coding)
        now = self._remembered.get(revision, key)
        if now is not None:
            self._remembered.keep(revision, now.with_form(coding, form))
