# No answer but GraphiQL, which has a policy of its own, is a page: a browser that opens one runs
# nothing of it, frames it nowhere, and tells nobody where it was.
"""Hosts, CORS, rate limits, the admin token, security headers."""

from base64 import b64decode
from collections.abc import Sequence
from hmac import compare_digest
from ipaddress import IPv6Address, ip_address
from math import ceil
from time import monotonic

from cachetools import LRUCache
from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from gql_content.settings import Settings
from gql_content.web.http_errors import Refusal, refusal_response

__all__ = ["Rates", "Token", "client_of", "guarded", "is_allowed", "too_often"]


class Cors(CORSMiddleware):
    """Starlette's, but what everybody may read does not vary by who reads it.

    Else a CDN would keep an answer for each origin. A remembered message is left as it is.
    """

    def preflight_response(self, request_headers: Headers) -> Response:
        """See Starlette; a refusal is JSON, as all are."""
        response = super().preflight_response(request_headers)
        if response.status_code < 400:
            return response
        said = f"{bytes(response.body).decode()}; see --cors-origins."
        refused = refusal_response(Refusal(response.status_code, "CORS_REFUSED", said))
        kept = (one for one in response.raw_headers if not one[0].startswith(b"content-"))
        refused.raw_headers.extend(kept)
        return refused

    async def send(self, message: Message, send: Send, request_headers: Headers) -> None:
        """See Starlette."""
        if message["type"] == "http.response.start":
            message = {**message, "headers": list(message.get("headers", ()))}
            if self.allow_all_origins:
                message["headers"] += Headers(self.simple_headers).raw
                await send(message)
                return
        await super().send(message, send, request_headers)


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


def is_allowed(host: str, allowed: Sequence[str]) -> bool:
    """Whether a Host header names one of these hosts; `*.example.org` are all below it."""
    name = without_port(host.lower())
    return any(
        pattern == "*"
        or name == pattern.lower()
        or (pattern.startswith("*.") and name.endswith(pattern[1:].lower()))
        for pattern in allowed
    )


def without_port(host: str) -> str:
    """The host alone; an IPv6 address keeps its brackets."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


CLIENTS = 10_000
SECONDS_OF_STOCK = 10
LONGEST = 100  # characters of what a proxy names that is no address


class Rates:
    """Lets each client ask `rate` times a second, and what it has not asked in 10 s at once.

    What is kept for a client is when its bucket will be full again: one number says it all.
    """

    def __init__(self, rate: float) -> None:
        self._interval = 1 / rate
        self._stock = max(self._interval, SECONDS_OF_STOCK)
        self._full_at: LRUCache[str, float] = LRUCache(CLIENTS)

    def wait(self, client: str, now: float) -> int:
        """0 if the client may ask now, which then counts; else the seconds until it may."""
        full_at = max(self._full_at.get(client, now), now) + self._interval
        if full_at - now > self._stock:
            return max(1, ceil(full_at - now - self._stock))
        self._full_at[client] = full_at
        return 0


def client_of(address: str) -> str:
    """Who is asking: one address, or, since a single home has billions of them, one IPv6 /64."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:LONGEST]
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or int(parsed) >> 64)
    return address


PROBES = frozenset({"/healthz", "/readyz"})  # asked by address, and often
EXPOSED = ("ETag", "Retry-After", "X-Request-Id")
DAY = 86_400
NOBODY = "none"
ANY = "*"


def guarded(app: ASGIApp, settings: Settings, rates: Rates | None) -> ASGIApp:
    """The app behind everything that asks who is asking."""
    origins = [one for one in settings.cors_origins if one != NOBODY]
    if rates is not None or "*" not in settings.allowed_hosts or ANY not in origins:
        app = Guard(app, settings, rates, origins)
    if origins:
        app = Cors(  # around it, since pages of other origins are to read why they are refused
            app,
            allow_origins=origins,
            allow_methods=("GET", "POST"),
            allow_headers=("*",),
            expose_headers=EXPOSED,
            max_age=DAY,
        )
    return SecurityHeaders(app)


class Guard:
    """Refuses requests for hosts that are not ours, clients that ask too often, and web sockets of
    pages of other origins, which no browser keeps from reading them.
    """

    def __init__(
        self, app: ASGIApp, settings: Settings, rates: Rates | None, origins: Sequence[str]
    ) -> None:
        self._app = app
        self._hosts = settings.allowed_hosts
        self._rates = rates
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI. A web socket that is refused is answered by HTTP, as RFC 6455 has it."""
        refusal = None
        if scope["type"] != "lifespan" and scope["path"] not in PROBES:
            refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocket(scope, receive, send).send_denial_response(refusal)
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        if not is_allowed(host_in(scope), self._hosts):
            return refusal_response(
                Refusal(400, "HOST_NOT_ALLOWED", "This host is none that --allowed-hosts names.")
            )
        if scope["type"] == "websocket" and not self._may_open(scope):
            return refusal_response(
                Refusal(403, "ORIGIN_NOT_ALLOWED", "This origin is none that --cors-origins names.")
            )
        client = scope.get("client")
        if self._rates is None or client is None:
            return None
        seconds = self._rates.wait(client_of(client[0]), monotonic())
        return refusal_response(too_often(seconds)) if seconds else None

    def _may_open(self, scope: Scope) -> bool:
        """Whether the page that opens a socket is ours, or of an origin that may read answers."""
        origin = header_in(scope, b"origin")
        is_ours = origin.partition("://")[2] == host_in(scope)
        return not origin or is_ours or ANY in self._origins or origin in self._origins


def host_in(scope: Scope) -> str:
    return header_in(scope, b"host")


def header_in(scope: Scope, wanted: bytes) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == wanted), "")


def too_often(seconds: int) -> Refusal:
    """What a client is told that has to wait."""
    return Refusal(
        429,
        "RATE_LIMITED",
        f"You ask more often than --rate-limit allows; ask again in {seconds} s.",
        {"Retry-After": str(seconds)},
    )


BEARER, BASIC = "bearer ", "basic "


class Token:
    """The secret by which the service knows those who run it; without one it knows nobody."""

    def __init__(self, secret: str | None) -> None:
        self._secret = (secret or "").encode()

    @property
    def exists(self) -> bool:
        """Whether there is one, so that anybody can be known."""
        return bool(self._secret)

    def is_in(self, headers: Headers) -> bool:
        """Whether a request bears it. Takes as long for a near miss as for any other.

        Programs send it as `Bearer`, browsers that have asked their user as the password of
        `Basic`. A page of another origin cannot read what is answered to that.
        """
        given = headers.get("authorization", "")
        return self.is_named_by(given) or self._is_password_in(given)

    def is_named_by(self, given: str) -> bool:
        """Whether a text such as `Bearer it` names it."""
        if not given.lower().startswith(BEARER):
            return False
        return self._is(given[len(BEARER) :].strip().encode())

    def _is_password_in(self, given: str) -> bool:
        if not given.lower().startswith(BASIC):
            return False
        try:
            decoded = b64decode(given[len(BASIC) :].strip(), validate=True)
        except ValueError:
            return False
        return self._is(decoded.partition(b":")[2])

    def _is(self, secret: bytes) -> bool:
        return self.exists and compare_digest(secret, self._secret)
