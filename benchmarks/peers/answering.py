"""Answers over HTTP, ours and those of others: python -m benchmarks.peers.answering [ARTICLES]

All servers run at once over the same articles and take turns; their answers are compared first.
What counts is the processor's time for a request: the other core and the client do not change it.
"""

import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.corpora import generated
from benchmarks.peers import commands
from benchmarks.peers.installing import check_wrk
from benchmarks.peers.loading import Load, latencies, loaded
from benchmarks.peers.questions import EXPORT, Question, questions
from benchmarks.peers.serving import Server, serving

OURS, LIMIT = "gql-content", "Starlette, constant"
SEARCHING = (OURS, "plain Strawberry")  # over the same index
ROUNDS = 5
SECONDS = 1
RATE = 100  # requests a second, far below what the slowest can do
RATE_SECONDS = 3


def main(count: int) -> None:
    """Measures and prints a table for each question."""
    check_wrk()
    folder = generated(count)
    with TemporaryDirectory() as temporary, ExitStack() as running:
        own = running.enter_context(serving(OURS, commands.ours(folder)))
        articles = exported(own)
        file = Path(temporary, "articles.json")
        file.write_text(json.dumps(articles), encoding="utf-8")
        started = [
            running.enter_context(serving(name, command))
            for name, command in commands.peers(folder, file).items()
        ]
        urls = [article["url"] for article in articles]
        subjects = sorted({article["subject"]["slug"] for article in articles})
        for server in (own, *started):
            server.rest()
        for question in questions(urls, subjects):
            asked = [
                one for one in (own, *started) if not question.searches or one.name in SEARCHING
            ]
            compared(asked, question)
            body = Path(temporary, "body.json")
            body.write_bytes(own.ask(question.bodies[0]))
            with ExitStack() as bare:
                limits = [
                    bare.enter_context(serving(name, command))
                    for name, command in commands.constants(body).items()
                ]
                show(question, body.stat().st_size, [*limits, *asked])


def exported(server: Server) -> list[dict[str, Any]]:
    """Every article, as our own service tells it."""
    found: list[dict[str, Any]] = []
    while True:
        body = json.dumps({"query": EXPORT, "variables": {"at": len(found)}})
        page = server.data(body)["articles"]["nodes"]
        if not page:
            return found
        found += page


def compared(servers: Sequence[Server], question: Question) -> None:
    """Ends the benchmark where two servers answer otherwise."""
    for body in question.bodies[:: max(1, len(question.bodies) // 20)]:
        expected = servers[0].data(body)
        for server in servers[1:]:
            if server.data(body) != expected:
                sys.exit(f"{server.name} answers otherwise than {servers[0].name}: {body}")


def show(question: Question, size: int, servers: Sequence[Server]) -> None:
    loads: dict[str, list[Load]] = {server.name: [] for server in servers}
    for _ in range(ROUNDS):
        for server in servers:
            loads[server.name].append(loaded(server, question.bodies, SECONDS))
    table = Table(title=f"{question.name} ({size:,} bytes)")
    for heading in ("", "CPU, ms", "spread", "÷ limit", "÷ ours", "a second", "p50, ms", "p99, ms"):
        table.add_column(heading, justify="right" if heading else "left")
    for server in servers:
        table.add_row(server.name, *cells(loads, server.name), *times(server, question.bodies[0]))
    Console(width=120).print(table)


def cells(loads: dict[str, list[Load]], name: str) -> list[str]:
    """Ratios are taken round by round, so that a slow minute of the machine weighs on both."""
    times = [one.cpu_ms for one in loads[name]]
    return [
        f"{median(times):.3f}",
        f"{min(times):.3f} to {max(times):.3f}",
        *(f"{ratio(times, [one.cpu_ms for one in loads[other]]):.2f}" for other in (LIMIT, OURS)),
        f"{median(one.per_second for one in loads[name]):,.0f}",
    ]


def ratio(times: Sequence[float], others: Sequence[float]) -> float:
    return median(one / other for one, other in zip(times, others, strict=True))


def times(server: Server, body: str) -> list[str]:
    return [f"{one:.1f}" for one in latencies(server, body, RATE, RATE_SECONDS)]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
