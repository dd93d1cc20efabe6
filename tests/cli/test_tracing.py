"""Traces, as a collector of OpenTelemetry receives them from a running service."""

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

from tests.cli.program import run, serving
from tests.folder import write

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


class Collector:
    """Takes what is sent by OTLP over HTTP."""

    def __init__(self) -> None:
        self.received: Queue[ResourceSpans] = Queue()
        received = self.received

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                for one in ExportTraceServiceRequest.FromString(body).resource_spans:
                    received.put(one)
                self.send_response(200)
                self.end_headers()

            def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
                del code, size  # A collector of a test need not write a log.

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.variables = {
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{self.server.server_port}",
            "OTEL_EXPORTER_OTLP_COMPRESSION": "none",
        }

    def spans(self) -> dict[str, Span]:
        """All spans that have come, by their names."""
        found: dict[str, Span] = {}
        while not self.received.empty():
            for scope in self.received.get().scope_spans:
                found |= {span.name: span for span in scope.spans}
        return found


@pytest.fixture
def collector() -> Iterator[Collector]:
    made = Collector()
    thread = Thread(target=made.server.serve_forever)
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def value(span: Span, name: str) -> object:
    (found,) = (one.value for one in span.attributes if one.key == name)
    return found.int_value or found.string_value


def test_a_request_and_its_operation_are_spans_of_the_trace_they_belong_to(
    tmp_path: Path, collector: Collector
) -> None:
    write(tmp_path, {"a.md": {"title": "A"}})
    with serving(tmp_path, "--port", "0", variables=collector.variables) as program:
        url = program.url()
        answer = httpx.post(
            f"{url}graphql",
            json={"query": "query Titles { articles { nodes { title } } }"},
            headers={"traceparent": f"00-{TRACE}-{PARENT}-01"},
            timeout=20,
        )
        program.stopped(signal.SIGTERM)
    spans = collector.spans()
    request, operation = spans["POST graphql"], spans["query Titles"]
    assert request.trace_id == operation.trace_id == bytes.fromhex(TRACE)
    assert request.parent_span_id == bytes.fromhex(PARENT)
    assert operation.parent_span_id == request.span_id
    assert value(request, "http.response.status_code") == 200
    assert value(request, "gql_content.request.id") == answer.headers["x-request-id"]
    assert value(operation, "graphql.operation.name") == "Titles"


def test_without_being_asked_for_nothing_is_sent(tmp_path: Path, collector: Collector) -> None:
    with serving(tmp_path, "--port", "0", variables={"OTEL_SERVICE_NAME": "a"}) as program:
        httpx.get(f"{program.url()}readyz", timeout=20)
        program.stopped(signal.SIGTERM)
    assert collector.received.empty()


def test_the_setting_is_told_what_it_lacks(tmp_path: Path) -> None:
    hidden = write(tmp_path / "hidden", {"sitecustomize.py": HIDING})
    content = write(tmp_path / "content", {"a.md": "A"})
    done = run("serve", content, "--otel", variables={"PYTHONPATH": str(hidden)})
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert "gql-content[otel]" in line


HIDING = """
import sys

class Hiding:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "opentelemetry":
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Hiding())
"""
