"""What is hostile and yet accepted: python -m benchmarks.hostile [files | operations] [WORD]

Of operations, paths and headers: how long another client waited for small things while the worst of
each kind ran, over HTTP at a service of 36,000 articles; only those whose name holds the WORD.

Of files: what each below the size cap costs. For a body that is: parsing it; rendering as much of
it as a request renders at once, since more goes to a thread; applying the rules to as much as the
service looks at itself, since more goes to a process, and to as much as they look at there.
"""

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from time import process_time, sleep

from rich.console import Console
from rich.table import Table

from benchmarks.corpora import generated
from benchmarks.service import running
from benchmarks.waiting import HEADERS, OPERATIONS, PATHS, waited
from gql_content.content import parse, read_source_map
from gql_content.markdown import read_markdown
from gql_content.rules import MAX_CHECKED_CHARACTERS, SourceFile
from gql_content.rules.file_findings import MAX_INLINE_FILE_BYTES, check_file
from gql_content.schema.markdown_type import LONG
from tests.parsing.hostile import BODIES, BOMBS, DEPTHS, OVERSIZED
from tests.parsing.reading import with_front_matter

BAR_MS = 50
ROUNDS = 5

Row = tuple[str, int, Sequence[float]]
"""What a file is, its size in bytes, and what it costs in milliseconds."""


ARTICLES = 36_000
WAIT_MS = 100


def main() -> int:
    """Prints the tables; 1 where one costs everybody more than the bar."""
    what, word, *_ = (*sys.argv[1:], "", "")
    results = [files() for _ in range(what in {"", "files"})]
    results += [operations(word) for _ in range(what in {"", "operations"})]
    return max(results, default=2)


def operations(word: str) -> int:
    """What others wait for while an operation runs; 1 where that is more than the bar."""
    table = Table(title="milliseconds that small requests waited meanwhile")
    for heading in ("operation", "outcome", "took", "99 of 100", "longest"):
        table.add_column(heading, justify="left" if heading == "operation" else "right")
    worst = 0.0
    with TemporaryDirectory() as folder, running(*hostile_site(Path(folder))) as service:
        while service.ask('{ search(query: "ba") { totalCount } }') is None:
            sleep(1)
        for heavy in (*OPERATIONS, *PATHS, *HEADERS):
            if word in heavy.name:
                found = waited(service.port, heavy)
                worst = max(worst, found.p99)
                times = (found.took, found.p99, found.longest)
                table.add_row(heavy.name, found.outcome, *(f"{one:,.1f}" for one in times))
    Console(width=120).print(table)
    return int(worst > WAIT_MS)


def hostile_site(folder: Path) -> tuple[Path, *tuple[str, ...]]:
    """A site of the usual kind with two pages that are nothing but links, and how to serve it."""
    content = folder / "content"
    copytree(generated(ARTICLES), content, copy_function=os.link)
    (content / "hostile").mkdir()
    for name, count in (("links", 20_000), ("many", 9_000)):
        lines = (f"[{place}](/hostile/many)" for place in range(count))
        text = f"---\ntitle: {name}\n---\n" + "\n".join(lines)
        (content / "hostile" / f"{name}.md").write_text(text, encoding="utf-8")
    options = ("--state-dir", str(folder / "state"), "--watch", "off", "--no-checks")
    return content, *options, "--site-url", "https://www.example.org", "--max-body", "131072"


def files() -> int:
    """What hostile files cost; 1 where one costs everybody more than the bar."""
    written = {
        **{f"deep: {name}": with_front_matter(yaml) for name, yaml in DEPTHS.items()},
        **{f"bomb: {name}": with_front_matter(yaml) for name, yaml in BOMBS.items()},
        **{f"many: {name}": data for name, data in OVERSIZED.items()},
    }
    fields = [(name, len(data), (cost(parse, "a.md", data),)) for name, data in written.items()]
    bodies = [(name, len(body.encode()), costs_of(body)) for name, body in BODIES.items()]
    show("front matter", ("parsing",), fields)
    show(
        "bodies",
        (
            "parsing",
            f"HTML of {LONG:,}",
            f"rules, {MAX_INLINE_FILE_BYTES:,}",
            f"{MAX_CHECKED_CHARACTERS:,}",
        ),
        bodies,
    )
    return int(max(max(costs[:2]) for _, _, costs in (*fields, *bodies)) > BAR_MS)


def costs_of(body: str) -> Sequence[float]:
    return (
        cost(parse, "a.md", with_front_matter("title: x", body)),
        cost(render, body[:LONG]),
        cost(apply_rules, body[:MAX_INLINE_FILE_BYTES]),
        cost(apply_rules, body[:MAX_CHECKED_CHARACTERS]),
    )


def render(source: str) -> None:
    _ = read_markdown(source).text


def apply_rules(body: str) -> None:
    written = read_source_map("a.md", with_front_matter("title: x", body))
    if written is not None:
        check_file(SourceFile("a.md", written))


def cost(work: Callable[..., object], *given: object) -> float:
    """Milliseconds of CPU; an interruption is nobody's fault."""
    ask = partial(work, *given)
    times: list[float] = []
    for _ in range(ROUNDS):
        began = process_time()
        ask()
        times.append(process_time() - began)
    return 1000 * min(times)


def show(what: str, headings: Sequence[str], rows: Sequence[Row]) -> None:
    table = Table(title=f"{what}: milliseconds of CPU, the fastest of {ROUNDS}")
    table.add_column("file")
    for heading in ("bytes", *headings):
        table.add_column(heading, justify="right")
    for name, size, costs in sorted(rows, key=lambda row: -max(row[2])):
        table.add_row(name, f"{size:,}", *(f"{one:.1f}" for one in costs))
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
