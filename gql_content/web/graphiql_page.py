from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from gql_content.web.examples import examples_for
from gql_content.web.graphiql import CONTENT_SECURITY_POLICY, page, static_files
from gql_content.web.service import Service

__all__ = ["graphiql_response", "graphiql_routes"]


def graphiql_response(service: Service) -> Response:
    """GraphiQL with example queries for the content that is being served."""
    repository = service.repository
    examples = examples_for(repository.library) if repository is not None else []
    return HTMLResponse(
        page(examples),
        headers={
            "Content-Security-Policy": CONTENT_SECURITY_POLICY,
            "Cache-Control": "no-cache",
            "Vary": "Accept",
        },
    )


def graphiql_routes(service: Service) -> list[BaseRoute]:
    """GraphiQL at the root, and what its page loads."""

    async def graphiql(_: Request) -> Response:
        return graphiql_response(service)

    return [Route("/", graphiql), Mount("/graphiql", static_files())]
