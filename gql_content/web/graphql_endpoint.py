"""`/graphql`: GraphQL over HTTP for programs, GraphiQL for browsers."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from gql_content.engine import Executor, GraphQLParams, OperationResult, PreparedOperation
from gql_content.errors import CallError
from gql_content.schema import Context
from gql_content.settings import Settings
from gql_content.sources import Content, Repository
from gql_content.web.cache_policy import NOT_KEPT, Freshness
from gql_content.web.context_factory import Executors, for_those_who_run_it
from gql_content.web.event_streams import EVENTS, EventStreams, wants_events
from gql_content.web.graphiql_page import graphiql_response
from gql_content.web.graphql_request import asked_in
from gql_content.web.graphql_response import Answer, Reply, answer_of, encoded, executed, refused
from gql_content.web.http_errors import Refusal, ready, refusal_response
from gql_content.web.negotiation import GRAPHQL_JSON, JSON, answering_type, choose
from gql_content.web.persisted_documents import Asked, KnownDocuments
from gql_content.web.request_middleware import CacheState, OperationKind, exchange_of
from gql_content.web.response_cache import permit_of
from gql_content.web.security import Token
from gql_content.web.service import Service

__all__ = ["Endpoint"]


HTML = "text/html"
METHODS = ("GET", "HEAD", "OPTIONS", "POST")
ASKING = {"query", "documentId", "extensions"}
ALLOW = {"Allow": ", ".join(METHODS)}


class Endpoint:
    """Answers operations from a service's content."""

    def __init__(
        self,
        service: Service,
        executors: Executors,
        documents: KnownDocuments,
        freshness: Freshness,
        context_of: Callable[[Content], Context],
        settings: Settings,
        streams: EventStreams,
    ) -> None:
        self._service = service
        self._executors = executors
        self._documents = documents
        self._freshness = freshness
        self._context_of = context_of
        self._settings = settings
        self._streams = streams
        self._token = Token(settings.token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI app, since Starlette leaves the methods of a route to such a one."""
        response = await self.respond(Request(scope, receive))
        await response(scope, receive, send)

    async def respond(self, request: Request) -> ASGIApp:
        """The response to any request; mistakes in it get the status the specification gives."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=ALLOW)
        accept = ",".join(request.headers.getlist("accept"))
        media_type = answering_type(accept.encode("latin-1"))
        if wants_page(request, accept) and self._shows_page(request):
            return graphiql_response(self._service)
        try:
            if wants_events(accept):
                return await self._stream(request)
            check(request, media_type)
            return await self._answer(request, media_type or JSON)
        except Refusal as refusal:
            return refusal_response(refusal, media_type or JSON)

    def _shows_page(self, request: Request) -> bool:
        return not self._settings.production or self._token.is_in(request.headers)

    async def _stream(self, request: Request) -> Response:
        check(request, EVENTS)
        asked = await self._asked(request)
        exchange = exchange_of(request.scope)
        exchange.operation_name, exchange.cache = asked.operation_name, CacheState.BYPASS
        since, is_known = request.headers.get("last-event-id"), self._token.is_in(request.headers)
        return self._streams.response(asked, since, exchange, is_known=is_known)

    async def _asked(self, request: Request) -> Asked:
        return await asked_in(request, self._settings.max_body, self._settings.max_waiting)

    async def _answer(self, request: Request, media_type: str) -> ASGIApp:
        asked = await self._asked(request)
        exchange_of(request.scope).operation_name = asked.operation_name
        repository = ready(self._service)
        try:
            operation = self._documents.operation(asked)
        except CallError as error:
            return self._response(refused(error), request, media_type)
        executor = self._executors.of(is_known=self._token.is_in(request.headers))
        prepared = executor.prepare(operation)
        if isinstance(prepared, OperationResult):
            return self._response(answer_of(prepared), request, media_type)
        return await self._executed(repository, executor, prepared, request, media_type)

    async def _executed(
        self,
        repository: Repository,
        executor: Executor,
        prepared: PreparedOperation,
        request: Request,
        media_type: str,
    ) -> ASGIApp:
        exchange, freshness, operation = (
            exchange_of(request.scope),
            self._freshness,
            prepared.params,
        )
        exchange.operation_name, exchange.operation_kind = prepared.name, OperationKind.QUERY
        exchange.cost = prepared.cost
        lasts = freshness.can_be_kept(prepared, request.headers)
        revision = repository.library.revision
        if lasts and freshness.is_known(revision, operation, request.headers):
            exchange.cache = CacheState.NOT_MODIFIED
            return Response(status_code=304, headers=freshness.headers(revision, operation, None))
        context_of = self._context_of
        if self._token.is_in(request.headers):
            context_of = for_those_who_run_it(context_of)
        found = await executed(executor, repository, prepared, context_of)
        if found.lacks_index:
            self._service.mend_index()
        return self._response(found, request, media_type, operation if lasts else None)

    def _response(
        self, found: Answer, request: Request, media_type: str, lasting: GraphQLParams | None = None
    ) -> Reply:
        """The response that carries an answer; caches may keep a good one to a lasting question."""
        exchange = exchange_of(request.scope)
        written = encoded(found.body, self._settings.max_answer)
        status, headers = status_of(found, request.method, media_type), NOT_KEPT
        if lasting is not None and written.is_whole and not found.has_errors:
            permit_of(request.scope).revision = found.revision
            headers = self._freshness.headers(found.revision, lasting, found.tags)
        else:
            exchange.cache = CacheState.BYPASS
        if found.is_mutation:
            exchange.operation_kind = OperationKind.MUTATION
        allow = {"Allow": "POST"} if status == 405 else {}
        return Reply.of(written.body, media_type, {**headers, **allow}, status)


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
    if request.method not in {"GET", "HEAD"} or not ASKING.isdisjoint(request.query_params):
        return False
    return choose(accept, (JSON, GRAPHQL_JSON, HTML)) == HTML
