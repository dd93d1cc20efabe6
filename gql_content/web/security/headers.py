from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["SecurityHeaders"]

# No answer but GraphiQL, which has a policy of its own, is a page: a browser that opens one runs
# nothing of it, frames it nowhere, and tells nobody where it was.
HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"cross-origin-resource-policy": b"cross-origin",
}


class SecurityHeaders:
    """Puts headers that browsers heed on each answer that has not its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": with_security(message["headers"])}
            await send(message)

        await self._app(scope, receive, sent if scope["type"] == "http" else send)


def with_security(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    own = {name.lower() for name, _ in headers}
    return [*headers, *(one for one in HEADERS.items() if one[0] not in own)]
