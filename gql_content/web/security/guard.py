from collections.abc import Sequence
from time import monotonic

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from gql_content.config import Settings
from gql_content.web.refusal import Refusal, refusal_response
from gql_content.web.security.cors import Cors
from gql_content.web.security.headers import SecurityHeaders
from gql_content.web.security.hosts import is_allowed
from gql_content.web.security.rates import Rates, client_of

__all__ = ["guarded", "too_often"]

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
