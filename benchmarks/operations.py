"""Operations run in process, ours and others: python -m benchmarks.operations [ARTICLES]

Compiled ones against Strawberry with its caches and against graphql-jit on Node, from the text of
the operation to the bytes of its answer. All take turns in one run, their answers are compared
first, and what counts is the processor's time; medians of the rounds, least and most beside them.
Below: what a document that has never been seen costs until it can be run.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, Self

import strawberry
from graphql import parse
from rich.console import Console
from rich.table import Table
from strawberry.extensions import ParserCache, ValidationCache

from benchmarks.corpora import generated
from benchmarks.peers.installing import HERE, node
from benchmarks.peers.questions import EXPORT, Question, questions
from gql_content.engine import Executor, GraphQLParams, Planner, ValidationPolicy, compile_plan
from gql_content.engine.validation import validate_document
from gql_content.schema import SCHEMA, Context
from gql_content.schema.article_type import Article
from gql_content.schema.query_type import Query
from gql_content.schema.subject_type import Subject
from gql_content.settings import Settings
from gql_content.sources import pin
from gql_content.web import contexts, open_repository
from gql_content.web.graphql_response import as_json

ROUNDS = 9
TIMES = 100
THREE = 3  # the questions that the bars are about: one, twenty and a hundred articles

Run = Callable[[str, dict[str, object], int], Awaitable[tuple[float, Any]]]


async def main(count: int) -> None:
    """Measures and prints the tables."""
    repository = await open_repository(Settings(content=generated(count), state=False))
    context = contexts(Settings())(pin(repository))
    ours = Ours(context)
    articles = await exported(ours)
    urls = [one["url"] for one in articles]
    with TemporaryDirectory() as folder:
        file = Path(folder, "articles.json")
        await asyncio.to_thread(file.write_text, json.dumps(articles), "utf-8")
        with Jit(file) as jit:
            runs: dict[str, Run] = {
                "ours": ours.run,
                "Strawberry": Plain(context).run,
                "graphql-jit": jit.run,
            }
            for question in questions(urls, [])[:THREE]:
                await compared(question, runs)
                await show(question, runs)
    unseen(questions(urls, []), ours)
    await repository.close()


class Ours:
    """Our own executor."""

    def __init__(self, context: Context) -> None:
        self.executor = Executor(SCHEMA)
        self._context = context

    async def run(self, text: str, variables: dict[str, object], times: int) -> tuple[float, Any]:
        """Microseconds for each time, and the answer."""
        answer, began = b"", process_time()
        for _ in range(times):
            asked = GraphQLParams(query=text, variables=variables)
            found = await self.executor.run(asked, self._context)
            answer = as_json({"data": found.data})
        return (process_time() - began) / times * 1e6, json.loads(answer)


class Plain:
    """The same schema, as Strawberry runs it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._schema = strawberry.Schema(
            query=Query,
            types=[Article, Subject],
            extensions=[lambda: ParserCache(maxsize=100), lambda: ValidationCache(maxsize=100)],
        )

    async def run(self, text: str, variables: dict[str, object], times: int) -> tuple[float, Any]:
        """See `Ours.run`."""
        answer, began = b"", process_time()
        for _ in range(times):
            found = await self._schema.execute(
                text, variable_values=variables, context_value=self._context
            )
            answer = as_json({"data": found.data})
        return (process_time() - began) / times * 1e6, json.loads(answer)


class Jit:
    """graphql-jit, with a resolver for each list and none for plain fields."""

    def __init__(self, articles: Path) -> None:
        command = [node(), str(HERE / "node" / "jit.mjs"), str(articles), "0"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    async def run(self, text: str, variables: dict[str, object], times: int) -> tuple[float, Any]:
        """See `Ours.run`; V8 is given more turns to get warm."""
        asked = {"query": text, "variables": variables, "times": times * 10}
        found = await asyncio.to_thread(self._told, json.dumps(asked))
        return found["microseconds"], json.loads(found["answer"])

    def _told(self, line: str) -> Any:
        asking, telling = self._process.stdin, self._process.stdout
        if asking is None or telling is None:
            raise RuntimeError("the process has no pipes")
        asking.write(f"{line}\n")
        asking.flush()
        return json.loads(telling.readline())


async def exported(ours: Ours) -> list[dict[str, Any]]:
    """Every article, as our own schema tells it."""
    found: list[dict[str, Any]] = []
    while True:
        _, answer = await ours.run(EXPORT, {"at": len(found)}, 1)
        page = answer["data"]["articles"]["nodes"]
        if not page:
            return found
        found += page


async def compared(question: Question, runs: dict[str, Run]) -> None:
    """Ends the benchmark where two answer otherwise, and warms all up."""
    answers = {
        name: (await run(question.document, dict(question.variables[0]), TIMES))[1]
        for name, run in runs.items()
    }
    for name, answer in answers.items():
        if answer != answers["ours"]:
            sys.exit(f"{name} answers {question.name} otherwise than ours.")


async def show(question: Question, runs: dict[str, Run]) -> None:
    """A table of one question."""
    took: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            times = TIMES // 5 if name == "Strawberry" else TIMES
            took[name].append((await run(question.document, dict(question.variables[0]), times))[0])
    table = Table(title=question.name)
    for heading in ("what", "µs", "least", "most", "times ours"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for name, one in took.items():
        ratio = median(one) / median(took["ours"])
        table.add_row(
            name, f"{median(one):.1f}", f"{min(one):.1f}", f"{max(one):.1f}", f"{ratio:.1f}"
        )
    Console().print(table)


def unseen(asked: list[Question], ours: Ours) -> None:
    """What the steps cost that a document takes once."""
    table = Table(title="a document that has not been seen, µs for each step")
    for heading in ("what", "parse", "validate", "plan", "compile"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for question in asked[:THREE]:
        table.add_row(question.name, *(f"{one:.0f}" for one in steps(question, ours)))
    Console().print(table)


def steps(question: Question, ours: Ours) -> list[float]:
    core = SCHEMA._schema  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - it has no public name
    asked = GraphQLParams(query=question.document, variables=dict(question.variables[0]))
    prepared: Any = ours.executor.prepare(asked)
    document = parse(question.document)
    planner, node = Planner(SCHEMA), prepared.document.node
    plan = planner.plan(node, prepared.node, prepared.variables)
    rules = ValidationPolicy().rules
    return [
        taken(lambda: parse(question.document)),
        taken(lambda: validate_document(core, document, rules, 100, suggest_names=True)),
        taken(lambda: planner.plan(node, prepared.node, prepared.variables)),
        taken(lambda: compile_plan(plan)),
    ]


def taken(step: Callable[[], object]) -> float:
    found: list[float] = []
    for _ in range(ROUNDS):
        began = process_time()
        step()
        found.append((process_time() - began) * 1e6)
    return median(found)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
