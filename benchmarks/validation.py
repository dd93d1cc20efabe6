"""What the worst documents cost before anything is run: python -m benchmarks.validation

Each is made as large as a limit lets it be, or a bit beyond, so that it is refused. The figures are
milliseconds of CPU, the best of several: for parsing alone, for all that is done with an unseen
document, and for compiling it.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from time import process_time

from graphql import GraphQLError, parse
from msgspec import Struct
from rich.console import Console
from rich.table import Table

from gql_content.engine import (
    Executor,
    GraphQLParams,
    OperationResult,
    PreparedOperation,
    build_validation_policy,
)
from gql_content.schema import SCHEMA
from gql_content.settings import Settings
from gql_content.web.context_factory import limits_of

BAR = 50  # milliseconds, for validation of what is accepted
ROUNDS = 5
LIMITS = limits_of(Settings())
CHECKS = build_validation_policy(LIMITS)
TEXTS = "title url path author question slug noIndex score date wordCount"


def many(part: str, times: int, between: str = " ") -> str:
    """A part again and again, with its number where it says %d."""
    return between.join(part.replace("%d", str(number)) for number in range(times))


def nested(levels: int, before: str, middle: str, after: str) -> str:
    return before * levels + middle + after * levels


def listed(body: str, head: str = "") -> str:
    return f"query Worst{head} {{ articles(first: 1) {{ nodes {{ {body} }} }} }}"


def with_filter(condition: str, head: str = "") -> str:
    return f"query Worst{head} {{ articles(first: 1, filter: {condition}) {{ totalCount }} }}"


def fragments(count: int, body: str, spread: str) -> str:
    defined = many(f"fragment F%d on Article {{ {body} }}", count)
    return f"{listed(spread)} {defined}"


WORST: Mapping[str, str] = {
    "one field of many letters": listed("title" + "x" * 60_000),
    "equal fields": listed(many("title", 70)),
    "different fields, again and again": listed(many(TEXTS, 20)),
    "nested links": listed(nested(4, "related { article { ", "title", " } }")),
    "links side by side": listed(many("r%d: related { article { title url } }", 29)),
    "inline fragments, one in another": listed(nested(480, "... { ", "title", " }")),
    "inline fragments side by side": listed(many("... on Article { title }", 320)),
    "fragments, each spread once": fragments(100, TEXTS, many("...F%d", 100)),
    "fragments with equal fields": fragments(60, "title url", many("...F%d", 60)),
    "few fragments, spread often": fragments(8, TEXTS, many(many("...F%d", 8), 40)),
    "a chain of fragments": listed("...F0")
    + many("fragment F%d on Article { ...G%d } fragment G%d on Article { title }", 60),
    "deep conditions": with_filter(nested(190, "{ and: [", "{ url: { eq: 1 } }", "] }")),
    "wide conditions": with_filter("{ or: [" + many('{ url: { eq: "%d" } }', 180) + "] }"),
    "a long list of texts": with_filter("{ url: { in: [" + many('"%d"', 1_900) + "] } }"),
    "a long list of wrong values": with_filter(f"{{ url: {{ in: [{many('%d', 1_900)}] }} }}"),
    "unknown fields of a condition": with_filter(f"{{ {many('urk%d: 1', 600)} }}"),
    "one field of a condition again": with_filter(f"{{ {many('url: {}', 480)} }}"),
    "unused variables": listed("title", f"({many('$v%d: Int', 450)})"),
    "variables that are not there": with_filter(f"{{ url: {{ in: [{many('$v%d', 900)}] }} }}"),
    "variables, each used": with_filter(
        f"{{ url: {{ in: [{many('$v%d', 230)}] }} }}", f"({many('$v%d: String!', 230)})"
    ),
    "unknown fields": listed(many("titlle%d", 900)),
    "unknown arguments": listed(many("a%d: related(firrst: 1) { title }", 29)),
    "unknown types": listed(many("... on Artikle%d { title }", 300)),
    "unknown directives": listed(many("title @skipp%d(if: true)", 50)),
    "one directive often": listed("title " + many("@include(if: true)", 300)),
    "one hundred operations": many("query Q%d { content { revision checked } }", 100),
    "operations of one name": many("query Q { __typename }", 390),
    "introspection": nested(5, "{ __schema { types { fields { type {", "name", "} } } } }"),
    "punctuation": "{" * 1_990,
    "more tokens than there may be": listed(many("title", 5_000)),
    "a block string": with_filter('{ url: { eq: """' + " \n" * 20_000 + '""" } }'),
    "a number of many digits": with_filter(f"{{ score: {{ eq: {'9' * 60_000} }} }}"),
    "comments": listed("title " + "#\n" * 30_000),
}


class Measured(Struct, frozen=True):
    """What became of one document, and what it took."""

    said: str
    parsing: float
    judging: float
    compiling: float | None


def milliseconds(work: Callable[[], object]) -> float:
    taken: list[float] = []
    for _ in range(ROUNDS):
        began = process_time()
        work()
        taken.append((process_time() - began) * 1000)
    return min(taken)


def parsed(text: str) -> None:
    with suppress(GraphQLError):
        parse(text, max_tokens=LIMITS.tokens)


def measured(text: str) -> Measured:
    asked = GraphQLParams(query=text)

    def judged() -> PreparedOperation | OperationResult:
        return Executor(SCHEMA, CHECKS).prepare(asked)

    found = judged()
    own = milliseconds(lambda: Executor(SCHEMA, CHECKS))
    parsing, judging = milliseconds(lambda: parsed(text)), milliseconds(judged) - own
    if isinstance(found, PreparedOperation):
        executor = Executor(SCHEMA, CHECKS)
        return Measured("accepted", parsing, judging, milliseconds(lambda: executor.explain(found)))
    error = found.errors[0]
    code = (error.extensions or {}).get("code", "refused")
    return Measured(f"{code}: {len(found.errors)}", parsing, judging, None)


def main() -> None:
    """Measures and prints the table."""
    measured(listed("title"))  # what only the first document pays
    table = Table(title=f"CPU of unseen documents, in ms; the bar for validation is {BAR}")
    for heading in ("document", "bytes", "said", "parsing", "in all", "planning"):
        table.add_column(heading, justify="left" if heading in {"document", "said"} else "right")
    for name, text in WORST.items():
        it = measured(text)
        planning = "" if it.compiling is None else f"{it.compiling:.1f}"
        cells = (
            name,
            f"{len(text):,}",
            it.said,
            f"{it.parsing:.1f}",
            f"{it.judging:.1f}",
            planning,
        )
        table.add_row(*cells, style="bold" if it.judging - it.parsing > BAR else "")
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
