"""Health, readiness and metrics routes."""

from datetime import datetime

import msgspec
from msgspec import UNSET, Struct, UnsetType
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gql_content.model import WatcherState, WatcherStatus
from gql_content.sources import FileRepository
from gql_content.web.metrics import Metrics
from gql_content.web.security import Token
from gql_content.web.service import Service

__all__ = ["operators_routes"]


STOPPING, ROOT_MISSING = "stopping", "root_missing"


class Watching(Struct, frozen=True, rename="camel"):
    """A watcher's status, without its reason: that may name folders, and is in the log."""

    state: WatcherState
    last_sweep: datetime | None
    restarts: int


class Health(Struct, frozen=True):
    status: str
    watcher: Watching | UnsetType = UNSET


class Loading(Struct, frozen=True):
    status: str
    done: int
    total: int


class Readiness(Struct, frozen=True):
    status: str
    revision: str | UnsetType = UNSET
    articles: int | UnsetType = UNSET
    problems: int | UnsetType = UNSET
    watcher: Watching | UnsetType = UNSET


def health(service: Service, *, tells_all: bool) -> Response:
    """Whether this process is worth keeping; `tells_all` is for those who run it."""
    status = "failed" if service.has_failed else "ok"
    watcher = watching(service.state.watcher) if tells_all else UNSET
    return probe(Health(status, watcher), is_well=status == "ok")


def readiness(service: Service, *, tells_all: bool) -> Response:
    """Whether requests may be sent here; `tells_all` is for those who run it."""
    if service.has_failed:
        return probe(Readiness("failed"), is_well=False)
    if service.repository is None:
        progress = service.progress
        return probe(Loading("loading", progress.done, progress.total), is_well=False)
    state, library = service.state, service.repository.library
    status = status_of(service, service.repository)
    found = Readiness(
        status,
        library.revision,
        len(library.articles),
        len(state.problems) if tells_all else UNSET,
        watching(state.watcher) if tells_all else UNSET,
    )
    is_empty = status == ROOT_MISSING and not library.articles
    return probe(found, is_well=status != STOPPING and not is_empty)


def status_of(service: Service, repository: FileRepository) -> str:
    if service.draining.ends_service:
        return STOPPING
    return ROOT_MISSING if repository.lacks_root else "ready"


def watching(status: WatcherStatus) -> Watching:
    return Watching(status.state, status.last_sweep, status.restarts)


def probe(found: Struct, *, is_well: bool) -> Response:
    return Response(
        msgspec.json.encode(found),
        status_code=200 if is_well else 503,
        media_type="application/json; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )


def operators_routes(service: Service, metrics: Metrics | None, token: Token) -> list[Route]:
    """`/healthz`, `/readyz`, and `/metrics` where there are any."""

    def tells_all(request: Request) -> bool:
        return not service.settings.production or token.is_in(request.headers)

    async def healthz(request: Request) -> Response:
        return health(service, tells_all=tells_all(request))

    async def readyz(request: Request) -> Response:
        return readiness(service, tells_all=tells_all(request))

    async def figures(request: Request) -> Response:
        assert metrics is not None  # noqa: S101 - else there is no route to it
        text, media_type = metrics.exposition(
            service.state, request.headers.get("accept", ""), tells_all=tells_all(request)
        )
        headers = {"Cache-Control": "no-store", "Content-Type": media_type}
        return Response(text, headers=headers)

    probes = [Route("/healthz", healthz), Route("/readyz", readyz)]
    return probes if metrics is None else [*probes, Route("/metrics", figures)]
