"""OpenTelemetry traces."""

from importlib.metadata import version

from opentelemetry import propagate
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, StatusCode, Tracer
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from strawberry import Schema

from gql_content.engine import Executor, OperationResult, PreparedOperation, ValidationPolicy
from gql_content.log import escape_unprintable
from gql_content.web.request_middleware import exchange_of, route_of

__all__ = ["Tracing"]


NAME = "gql-content"


class Tracing:
    """Makes spans, and sends them where the variables `OTEL_*` say."""

    def __init__(self) -> None:
        named = Resource.create({SERVICE_NAME: NAME}).merge(OTELResourceDetector().detect())
        provider = TracerProvider(resource=named)
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self._tracer = provider.get_tracer(NAME, version(NAME))

    def around(self, app: ASGIApp) -> ASGIApp:
        """An app of which each request is a span."""
        return Traced(app, self._tracer)

    def executor(self, schema: Schema, checks: ValidationPolicy | None = None) -> Executor:
        """An executor of which each execution is a span."""
        return TracedExecutor(schema, self._tracer, checks)


class Traced:
    """An ASGI app of which each request is a span, and part of the trace that its headers name."""

    def __init__(self, app: ASGIApp, tracer: Tracer) -> None:
        self._app = app
        self._tracer = tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] == "http":
            await self._traced(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _traced(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._tracer.start_as_current_span(
            f"{scope['method']} {route_of(scope['path'])}",
            context=propagate.extract(headers_of(scope)),
            kind=SpanKind.SERVER,
        ) as span:
            span.set_attribute("http.request.method", scope["method"])
            span.set_attribute("url.path", scope["path"])
            span.set_attribute("gql_content.request.id", exchange_of(scope).id)

            async def noted(message: Message) -> None:
                if message["type"] == "http.response.start":
                    note_status(span, message["status"])
                await send(message)

            await self._app(scope, receive, noted)


def headers_of(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def note_status(span: Span, status: int) -> None:
    span.set_attribute("http.response.status_code", status)
    if status >= 500:
        span.set_status(StatusCode.ERROR)


class TracedExecutor(Executor):
    """Executes as any other, and makes a span of each execution."""

    def __init__(
        self, schema: Schema, tracer: Tracer, checks: ValidationPolicy | None = None
    ) -> None:
        super().__init__(schema, checks)
        self._tracer = tracer

    async def execute(
        self, prepared: PreparedOperation, context: object, root: object = None
    ) -> OperationResult:
        """See `Executor`."""
        kind, name = prepared.operation_type.value, escape_unprintable(prepared.name or "")
        with self._tracer.start_as_current_span(f"{kind} {name}".rstrip()) as span:
            span.set_attribute("graphql.operation.type", kind)
            span.set_attribute("graphql.operation.name", name)
            outcome = await super().execute(prepared, context, root)
            if outcome.errors:
                span.set_attribute("graphql.errors", len(outcome.errors))
            return outcome
