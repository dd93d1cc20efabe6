"""What each hostile file below the size cap costs: python -m benchmarks.hostile"""

import sys
from time import process_time

from rich.console import Console
from rich.table import Table

from gql_content.parsing import parse
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
    table = Table(title=f"CPU of `parse`, the fastest of {ROUNDS}; the bar is {BAR_MS} ms")
    for heading in ("file", "bytes", "ms"):
        table.add_column(heading, justify="left" if heading == "file" else "right")
    costs = {name: milliseconds(data) for name, data in files.items()}
    for name, cost in sorted(costs.items(), key=lambda one: -one[1]):
        table.add_row(name, f"{len(files[name]):,}", f"{cost:.1f}")
    Console().print(table)
    return int(max(costs.values()) > BAR_MS)


def milliseconds(data: bytes) -> float:
    """Of CPU; an interruption is nobody's fault."""
    times: list[float] = []
    for _ in range(ROUNDS):
        began = process_time()
        parse("a.md", data)
        times.append(process_time() - began)
    return 1000 * min(times)


if __name__ == "__main__":
    sys.exit(main())
