"""Who asks, as proxies tell it: believed as uvicorn's own middleware believes them."""

import pytest
from starlette.types import Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from gql_content.server.request_heads import caller_of, is_plain
from gql_content.web import Caller

PROXY, OTHER = "10.0.0.1", "10.9.9.9"
Headers = list[tuple[bytes, bytes]]


def forwarded(value: str) -> Headers:
    return [(b"host", b"here"), (b"x-forwarded-for", value.encode())]


async def by_uvicorn(connected: str, headers: Headers) -> str:
    """The client that an app behind uvicorn's middleware is told of."""
    seen: list[str] = []

    async def app(scope: Scope, _: Receive, __: Send) -> None:
        seen.append(scope["client"][0])

    scope = {"type": "http", "client": (connected, 1), "headers": headers}
    await ProxyHeadersMiddleware(app, [PROXY])(scope, never, never)  # pyright: ignore[reportArgumentType] - Starlette's own types of ASGI
    return seen[0]


async def never(*_: object) -> None:
    raise AssertionError("nothing is received or sent")


@pytest.mark.parametrize("connected", [PROXY, OTHER])
@pytest.mark.parametrize(
    "value",
    ["203.0.113.7", "203.0.113.7, 10.0.0.1", "1.2.3.4, 203.0.113.7:80", "10.0.0.1", "", "[::1]:9"],
)
async def test_a_client_is_the_one_that_uvicorn_tells_of(connected: str, value: str) -> None:
    headers = forwarded(value)
    app = ProxyHeadersMiddleware(never, [PROXY])  # pyright: ignore[reportArgumentType] - never called
    found = caller_of(connected, headers, app)
    assert found == Caller(await by_uvicorn(connected, headers))


def test_an_app_that_believes_nobody_sees_the_connection() -> None:
    assert caller_of(PROXY, forwarded("203.0.113.7"), never) == Caller(PROXY)


def test_an_id_is_the_request_s_if_it_can_be_printed() -> None:
    assert caller_of(OTHER, [(b"x-request-id", b"known")], never) == Caller(OTHER, "known")
    assert caller_of(OTHER, [(b"x-request-id", b"two words")], never) == Caller(OTHER)


def test_headers_that_tell_nothing_of_the_caller_are_plain() -> None:
    assert is_plain([(b"host", b"here")])
    assert not is_plain(forwarded(""))
    assert not is_plain([(b"x-request-id", b"two words")])
