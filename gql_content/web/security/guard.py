from time import monotonic

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from gql_content.config import Settings
from gql_content.web.refusal import Refusal, refusal_response
from gql_content.web.security.cors import Cors
from gql_content.web.security.headers import SecurityHeaders
from gql_content.web.security.hosts import is_allowed
from gql_content.web.security.rates import Rates, client_of

__all__ = ["guarded"]

PROBES = frozenset({"/healthz", "/readyz"})  # asked by address, and often
EXPOSED = ("ETag", "Retry-After", "X-Request-Id")
DAY = 86_400
NOBODY = "none"


def guarded(app: ASGIApp, settings: Settings) -> ASGIApp:
    """The app behind everything that asks who is asking."""
    origins = [one for one in settings.cors_origins if one != NOBODY]
    if origins:
        app = Cors(
            app,
            allow_origins=origins,
            allow_methods=("GET", "POST"),
            allow_headers=("*",),
            expose_headers=EXPOSED,
            max_age=DAY,
        )
    if settings.rate_limit or "*" not in settings.allowed_hosts:
        app = Guard(app, settings)
    return SecurityHeaders(app)


class Guard:
    """Refuses requests for hosts that are not ours, and clients that ask too often."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hosts = settings.allowed_hosts
        self._rates = Rates(settings.rate_limit) if settings.rate_limit else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI. A web socket that is refused is answered by HTTP, as RFC 6455 has it."""
        refusal = None
        if scope["type"] != "lifespan" and scope["path"] not in PROBES:
            refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        if not is_allowed(host_in(scope), self._hosts):
            return refusal_response(
                Refusal(400, "HOST_NOT_ALLOWED", "This host is none that --allowed-hosts names.")
            )
        client = scope.get("client")
        if self._rates is None or client is None:
            return None
        seconds = self._rates.wait(client_of(client[0]), monotonic())
        return too_often(seconds) if seconds else None


def host_in(scope: Scope) -> str:
    return next(
        (value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), ""
    )


def too_often(seconds: int) -> Response:
    return refusal_response(
        Refusal(
            429,
            "RATE_LIMITED",
            f"You ask more often than --rate-limit allows; ask again in {seconds} s.",
            {"Retry-After": str(seconds)},
        )
    )
