from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from gql_content.web.examples import examples_for
from gql_content.web.graphiql import CONTENT_SECURITY_POLICY, page, static_files
from gql_content.web.refusal import Refusal, refusal_response
from gql_content.web.security import Token
from gql_content.web.service import Service

__all__ = ["graphiql_response", "graphiql_routes"]

LOGIN = {"WWW-Authenticate": 'Basic realm="gql-content", charset="UTF-8"', "Vary": "Authorization"}


def graphiql_response(service: Service) -> Response:
    """GraphiQL with example queries for the content that is being served."""
    repository = service.repository
    examples = examples_for(repository.library) if repository is not None else []
    is_for_few = service.settings.production
    return HTMLResponse(
        page(examples),
        headers={
            "Content-Security-Policy": CONTENT_SECURITY_POLICY,
            "Cache-Control": "private, no-store" if is_for_few else "no-cache",
            "Vary": "Accept, Authorization" if is_for_few else "Accept",
        },
    )


def graphiql_routes(service: Service, token: Token) -> list[BaseRoute]:
    """GraphiQL at the root, and what its page loads.

    In production the page is for clients with the token. `/graphiql` asks a browser for it, as the
    password; from then on the browser sends it with each request.
    """
    is_open = not service.settings.production
    if not is_open and not token.exists:
        return []

    async def graphiql(request: Request) -> Response:
        if is_open or token.is_in(request.headers):
            return graphiql_response(service)
        return refusal_response(Refusal(404, "NOT_FOUND", "Not Found"))

    async def login(request: Request) -> Response:
        if is_open or token.is_in(request.headers):
            return graphiql_response(service)
        message = "GraphiQL is for those with the service's token: give it as the password."
        return refusal_response(Refusal(401, "TOKEN_NEEDED", message, LOGIN))

    return [
        Route("/", graphiql),
        Route("/graphiql", login),
        Mount("/graphiql", static_files()),
    ]
