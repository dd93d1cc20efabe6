"""The routes for those who keep the service running.

In production strangers learn from them what they need to send requests here, and what the API tells
them anyway; what is wrong, how files are watched and which versions run is for the token.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gql_content.web.observing import Metrics
from gql_content.web.probes import health, readiness
from gql_content.web.security import Token
from gql_content.web.service import Service

__all__ = ["operators_routes"]


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
