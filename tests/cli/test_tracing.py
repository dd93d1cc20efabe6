"""OpenTelemetry traces of a running service."""

import signal
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import ResourceSpans, Span

from tests.cli.program import run_command, running_server
from tests.folder import write

TRACE_ID, PARENT_ID = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


class Collector:
    """A collector for OTLP over HTTP."""

    def __init__(self) -> None:
        self.received: Queue[ResourceSpans] = Queue()
        received = self.received

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                for spans in ExportTraceServiceRequest.FromString(body).resource_spans:
                    received.put(spans)
                self.send_response(200)
                self.end_headers()

            def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
                del code, size  # Not logged.

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.variables = {
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{self.server.server_port}",
            "OTEL_EXPORTER_OTLP_COMPRESSION": "none",
        }

    def spans(self) -> dict[str, Span]:
        """All received spans, by name."""
        spans: dict[str, Span] = {}
        while not self.received.empty():
            for scope in self.received.get().scope_spans:
                spans |= {span.name: span for span in scope.spans}
        return spans


@pytest.fixture
def collector() -> Iterator[Collector]:
    collector = Collector()
    thread = Thread(target=collector.server.serve_forever)
    thread.start()
    yield collector
    collector.server.shutdown()
    thread.join()
    collector.server.server_close()


def get_attribute(span: Span, name: str) -> object:
    (value,) = (attribute.value for attribute in span.attributes if attribute.key == name)
    return value.int_value or value.string_value


def test_a_request_and_its_operation_are_spans_of_the_client_s_trace(
    tmp_path: Path, collector: Collector
) -> None:
    write(tmp_path, {"a.md": {"title": "A"}})
    with running_server(tmp_path, "--port", "0", variables=collector.variables) as program:
        url = program.wait_for_url()
        response = httpx.post(
            f"{url}graphql",
            json={"query": "query Titles { articles { nodes { title } } }"},
            headers={"traceparent": f"00-{TRACE_ID}-{PARENT_ID}-01"},
            timeout=20,
        )
        program.stop(signal.SIGTERM)
    spans = collector.spans()
    request, operation = spans["POST graphql"], spans["query Titles"]
    assert request.trace_id == operation.trace_id == bytes.fromhex(TRACE_ID)
    assert request.parent_span_id == bytes.fromhex(PARENT_ID)
    assert operation.parent_span_id == request.span_id
    assert get_attribute(request, "http.response.status_code") == 200
    assert get_attribute(request, "gql_content.request.id") == response.headers["x-request-id"]
    assert get_attribute(operation, "graphql.operation.name") == "Titles"


def test_nothing_is_sent_by_default(tmp_path: Path, collector: Collector) -> None:
    with running_server(tmp_path, "--port", "0", variables={"OTEL_SERVICE_NAME": "a"}) as program:
        httpx.get(f"{program.wait_for_url()}readyz", timeout=20)
        program.stop(signal.SIGTERM)
    assert collector.received.empty()


def test_a_missing_extra_is_reported(tmp_path: Path) -> None:
    hidden = write(tmp_path / "hidden", {"sitecustomize.py": HIDE_OPENTELEMETRY})
    content = write(tmp_path / "content", {"a.md": "A"})
    process = run_command("serve", content, "--otel", variables={"PYTHONPATH": str(hidden)})
    assert process.returncode == 2
    (line,) = process.stderr.decode().splitlines()
    assert "gql-content[otel]" in line


HIDE_OPENTELEMETRY = """
import sys

class Hiding:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "opentelemetry":
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Hiding())
"""
