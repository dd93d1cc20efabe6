"""The composition root: the one place where settings become parts, and parts become an app."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match, Route, WebSocketRoute
from starlette.types import ASGIApp

from gql_content.engine import Executor
from gql_content.files import Progress, silent
from gql_content.log import EventLog
from gql_content.schema import SCHEMA
from gql_content.settings import Role, Settings
from gql_content.sources import BackgroundLoading
from gql_content.web.context_factory import Executors, contexts, freshness_of
from gql_content.web.document_manifest import read_manifest
from gql_content.web.event_streams import EventStreams, Places
from gql_content.web.fast_path import Shortcut
from gql_content.web.feed_routes import feed_routes
from gql_content.web.graphiql_page import graphiql_routes
from gql_content.web.graphql_endpoint import Endpoint
from gql_content.web.health import operators_routes
from gql_content.web.http_errors import Refusal, refusal_response
from gql_content.web.inline_executor import Direct
from gql_content.web.metrics import Metrics
from gql_content.web.operation_results import Results
from gql_content.web.persisted_documents import KnownDocuments
from gql_content.web.request_middleware import Draining, Observer, Outermost, log_requests
from gql_content.web.response_cache import Remembered, ResponseCache
from gql_content.web.security import Rates, Token, guarded
from gql_content.web.service import Loaded, Service
from gql_content.web.tracing_setup import tracing_for
from gql_content.web.websocket import SocketEndpoint, SocketLimits

__all__ = ["create_app"]


GRAPHQL = "/graphql"


def create_app(
    settings: Settings,
    on_loaded: Callable[[Loaded], None] = lambda _: None,
    on_progress: Progress = silent,
    loading: BackgroundLoading | None = None,
    draining: Draining | None = None,
    log: EventLog | None = None,
    role: Role = Role.ALONE,
) -> "App":
    """The ASGI app that serves a folder; loading begins with its lifespan, if not before."""
    draining = draining or Draining()
    metrics = Metrics() if settings.metrics else None
    on_refreshed = ignored if metrics is None else metrics.refreshed
    service = Service(settings, on_loaded, on_progress, loading, draining, on_refreshed, role)
    tracing = tracing_for(settings)
    executor_of = Executor if tracing is None else tracing.executor
    executors = Executors(settings, partial(executor_of, SCHEMA))
    documents, context_of = known_documents(settings), contexts(settings)
    freshness, remembered = freshness_of(settings), Remembered(settings.response_cache)
    results = Results(service, executors, documents, context_of, settings.max_answer)
    places = Places(
        # Streams and sockets of one address leave room for the requests of others.
        min(settings.max_streams, max(1, settings.max_connections // 2)),
        (lambda _: None) if metrics is None else metrics.streams_open,
    )
    token = Token(settings.token)
    rates = Rates(settings.rate_limit) if settings.rate_limit else None
    observers: list[Observer] = []
    if metrics is not None:
        observers.append(metrics.observe)
    if log is not None:
        observers.append(log_requests(log))
    sockets = SocketEndpoint(
        results,
        places,
        draining,
        SocketLimits(message=settings.max_body, operations=settings.max_subscriptions),
        token,
        rates,
        observers,
    )
    endpoint = Endpoint(
        service,
        executors,
        documents,
        freshness,
        context_of,
        settings,
        EventStreams(results, places, draining),
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        service.start()
        if role.waits:
            await service.loaded()
        yield
        await service.stop()

    shortcut = None
    if tracing is None and not settings.rate_limit:  # which want to see each request
        direct = Direct(service, executors.strangers, documents, freshness, context_of, remembered)
        # Its bodies are those of the cache itself, most of the time.
        shortcut = Shortcut(
            lambda: service.revision, settings.response_cache // 4, draining, observers, direct
        )

    def outermost(app: ASGIApp) -> ASGIApp:
        inner = guarded(cached(app, service, remembered), settings, rates)
        seen = Outermost(inner if tracing is None else tracing.around(inner), draining, observers)
        return seen if shortcut is None else shortcut.around(seen)

    return App(
        outermost=outermost,
        shortcut=shortcut,
        routes=[
            Route(GRAPHQL, endpoint),
            WebSocketRoute(GRAPHQL, sockets),
            *graphiql_routes(service, token),
            *operators_routes(service, metrics, token),
            *feed_routes(service),
        ],
        exception_handlers={HTTPException: refused, Exception: broken},
        lifespan=lifespan,
    )


def known_documents(settings: Settings) -> KnownDocuments:
    return KnownDocuments(
        {} if settings.documents is None else read_manifest(settings.documents),
        only_trusted=settings.documents_only,
        most=settings.persisted_queries,
    )


def cached(app: ASGIApp, service: Service, remembered: Remembered) -> ASGIApp:
    """The app behind the cache of answers, if there is to be one."""
    settings = service.settings
    if not settings.response_cache:
        return app
    return ResponseCache(app, GRAPHQL, lambda: service.revision, remembered, settings.max_body)


def ignored(_: float) -> None:
    """Nobody counts how long a refresh took."""


class App(Starlette):
    """Starlette with a layer around all of its own, so that whatever goes in or out passes it."""

    def __init__(
        self,
        *,
        outermost: Callable[[ASGIApp], ASGIApp],
        shortcut: Shortcut | None,
        **parts: Any,
    ) -> None:
        super().__init__(**parts)
        self.router.redirect_slashes = False  # by a name of this host that proxies do not know
        self.shortcut = shortcut
        self._outermost = outermost

    def build_middleware_stack(self) -> ASGIApp:
        """See Starlette, which builds it for the first request."""
        return self._outermost(super().build_middleware_stack())


async def refused(request: Request, error: Exception) -> Response:
    """What Starlette refuses, an unknown path or method, in JSON."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it alone
    if error.status_code == 404 and (elsewhere := address_without_slash(request)):
        return RedirectResponse(elsewhere, status_code=307)
    headers = dict(error.headers or {})
    if "Allow" in headers:  # Starlette writes a set, in an order of the process's own
        headers["Allow"] = ", ".join(sorted(headers["Allow"].split(", ")))
    codes = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED"}
    code = codes.get(error.status_code, "REFUSED")
    return refusal_response(Refusal(error.status_code, code, error.detail, headers))


def address_without_slash(request: Request) -> str:
    """Where what is asked for with a slash behind it can be found; "" if nowhere."""
    scope, path = request.scope, request.scope["path"].rstrip("/")
    # Two slashes would begin the name of another host.
    if path in {"", scope["path"]} or path.startswith("//"):
        return ""
    routes = (one for one in request.app.routes if isinstance(one, Route))
    if all(one.matches({**scope, "path": path})[0] is Match.NONE for one in routes):
        return ""
    query = scope["query_string"].decode("latin-1")
    return quote(path) + ("?" + query if query else "")


async def broken(_: Request, __: Exception) -> Response:
    """Starlette logs the exception itself and hands it on to the server's log."""
    message = "Something went wrong in the service; its log tells more."
    return refusal_response(Refusal(500, "INTERNAL_SERVER_ERROR", message))
