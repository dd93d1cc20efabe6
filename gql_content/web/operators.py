"""The routes for those who keep the service running."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gql_content.web.observing import Metrics
from gql_content.web.probes import health, readiness
from gql_content.web.service import Service

__all__ = ["operators_routes"]


def operators_routes(service: Service, metrics: Metrics | None) -> list[Route]:
    """`/healthz`, `/readyz`, and `/metrics` where there are any."""

    async def healthz(_: Request) -> Response:
        return health(service)

    async def readyz(_: Request) -> Response:
        return readiness(service)

    probes = [Route("/healthz", healthz), Route("/readyz", readyz)]
    return probes if metrics is None else [*probes, metrics_route(service, metrics)]


def metrics_route(service: Service, metrics: Metrics) -> Route:
    async def figures(request: Request) -> Response:
        text, media_type = metrics.exposition(service.state, request.headers.get("accept", ""))
        headers = {"Cache-Control": "no-store", "Content-Type": media_type}
        return Response(text, headers=headers)

    return Route("/metrics", figures)
