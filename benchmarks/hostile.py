"""What each hostile file below the size cap costs: python -m benchmarks.hostile

Parsing it, for which everybody waits; and the rules, which run beside the requests, applied to as
much of its body as they look at.
"""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from time import process_time

from rich.console import Console
from rich.table import Table

from gql_content.checking.examining import examined
from gql_content.checks import LONGEST, Draft
from gql_content.parsing import parse, read_written
from tests.parsing.hostile import BODIES, BOMBS, CROWDS, DEPTHS
from tests.parsing.reading import with_front_matter

BAR_MS = 50
ROUNDS = 5


def main() -> int:
    """Prints the table; 1 where one takes longer than the bar."""
    files = {
        **{f"deep: {name}": with_front_matter(yaml) for name, yaml in DEPTHS.items()},
        **{f"bomb: {name}": with_front_matter(yaml) for name, yaml in BOMBS.items()},
        **{f"many: {name}": data for name, data in CROWDS.items()},
        **{f"body: {name}": with_front_matter("title: x", body) for name, body in BODIES.items()},
    }
    cut = {name: with_front_matter("title: x", body[:LONGEST]) for name, body in BODIES.items()}
    parsing = {name: milliseconds(partial(parse, "a.md", data)) for name, data in files.items()}
    rules = {name: milliseconds(partial(apply_rules, data)) for name, data in cut.items()}
    show(f"CPU of `parse`, the fastest of {ROUNDS}; the bar is {BAR_MS} ms", parsing, files)
    show(f"CPU of the rules, the fastest of {ROUNDS}", rules, cut)
    return int(max(parsing.values()) > BAR_MS)


def show(title: str, costs: Mapping[str, float], files: Mapping[str, bytes]) -> None:
    table = Table(title=title)
    for heading in ("file", "bytes", "ms"):
        table.add_column(heading, justify="left" if heading == "file" else "right")
    for name, cost in sorted(costs.items(), key=lambda one: -one[1]):
        table.add_row(name, f"{len(files[name]):,}", f"{cost:.1f}")
    Console().print(table)


def apply_rules(data: bytes) -> None:
    written = read_written("a.md", data)
    if written is not None:
        examined(Draft("a.md", written))


def milliseconds(work: Callable[[], object]) -> float:
    """Of CPU; an interruption is nobody's fault."""
    times: list[float] = []
    for _ in range(ROUNDS):
        began = process_time()
        work()
        times.append(process_time() - began)
    return 1000 * min(times)


if __name__ == "__main__":
    sys.exit(main())
