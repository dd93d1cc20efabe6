"""`/graphql`: GraphQL over HTTP for programs, GraphiQL for browsers."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from gql_content.config import Settings
from gql_content.execution import Executor
from gql_content.repository import Content
from gql_content.schema import Context
from gql_content.web.accepting import choose
from gql_content.web.answering import Answer, answer
from gql_content.web.encoding import encoded
from gql_content.web.graphiql_page import graphiql_response
from gql_content.web.observing import OperationKind, exchange_of
from gql_content.web.reading import operation_in
from gql_content.web.refusal import Refusal, refusal_response
from gql_content.web.service import Service

__all__ = ["Endpoint"]

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
HTML = "text/html"
METHODS = ("GET", "HEAD", "OPTIONS", "POST")
ALLOW = {"Allow": ", ".join(METHODS)}


class Endpoint:
    """Answers operations from a service's content."""

    def __init__(
        self,
        service: Service,
        executor: Executor,
        context_of: Callable[[Content], Context],
        settings: Settings,
    ) -> None:
        self._service = service
        self._executor = executor
        self._context_of = context_of
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI app, since Starlette leaves the methods of a route to such a one."""
        response = await self.respond(Request(scope, receive))
        await response(scope, receive, send)

    async def respond(self, request: Request) -> Response:
        """The response to any request; mistakes in it get the status the specification gives."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=ALLOW)
        accept = ",".join(request.headers.getlist("accept"))
        media_type = choose(accept, (JSON, GRAPHQL_JSON))
        if wants_page(request, accept):
            return graphiql_response(self._service)
        try:
            check(request, media_type)
            return await self._answer(request, media_type or JSON)
        except Refusal as refusal:
            return refusal_response(refusal, media_type or JSON)

    async def _answer(self, request: Request, media_type: str) -> Response:
        operation = await operation_in(request, self._settings.max_body)
        exchange = exchange_of(request.scope)
        exchange.operation_name = operation.operation_name
        repository = self._service.repository
        if repository is None:
            raise loading(self._service)
        found = await answer(self._executor, repository, operation, self._context_of)
        if found.lacks_index:
            self._service.mend_index()
        exchange.cost = found.cost
        if found.is_mutation:
            exchange.operation_kind = OperationKind.MUTATION
        elif not found.is_request_error:
            exchange.operation_kind = OperationKind.QUERY
        status = status_of(found, request.method, media_type)
        return Response(
            encoded(found.body, self._settings.max_answer),
            status_code=status,
            media_type=f"{media_type}; charset=utf-8",
            headers={
                "Cache-Control": "no-store",
                "Vary": "Accept",
                **({"Allow": "POST"} if status == 405 else {}),
            },
        )


def status_of(found: Answer, method: str, media_type: str) -> int:
    """What GraphQL over HTTP demands (6.2.1, 6.4)."""
    if found.is_mutation and method != "POST":
        return 405
    # A client that reads plain JSON takes any status but 200 for a broken transport.
    return 400 if found.is_request_error and media_type == GRAPHQL_JSON else 200


def check(request: Request, media_type: str | None) -> None:
    """Raises `Refusal` for a method or a media type that there is no answer in."""
    if request.method not in METHODS:
        raise Refusal(405, "METHOD_NOT_ALLOWED", f"{request.method} does nothing here.", ALLOW)
    if media_type is None:
        raise Refusal(406, "NOT_ACCEPTABLE", f"Answers come as {GRAPHQL_JSON} or {JSON}.")


def wants_page(request: Request, accept: str) -> bool:
    """Whether this is a browser that opens the address, and no program that asks a query."""
    if request.method not in {"GET", "HEAD"} or "query" in request.query_params:
        return False
    return choose(accept, (JSON, GRAPHQL_JSON, HTML)) == HTML


def loading(service: Service) -> Refusal:
    if service.has_failed:
        return Refusal(
            503, "UNAVAILABLE", "The content could not be loaded; the service's log tells why."
        )
    return Refusal(
        503,
        "LOADING",
        f"The content is still being loaded ({service.progress}); ask again in a moment.",
        {"Retry-After": "1"},
    )
