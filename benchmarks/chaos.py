"""Storms of changes under eight clients: python -m benchmarks.chaos [SEEDS [OPERATIONS]]"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from tests.chaos.run import Outcome, run, share

BRANCH_FILES = 5_000
HEADINGS = (
    "seed", "changes", "kinds", "answers", "faults", "differs",
    "p50, ms", "p99, ms", "max, ms",
)  # fmt: skip


def main(seeds: int, operations: int) -> None:
    """Runs each seed in a folder of its own and prints the table; ends with 1 on any fault."""
    table = Table(title=f"{operations:,} changes a seed, two branches of {BRANCH_FILES:,} files")
    for heading in HEADINGS:
        table.add_column(heading, justify="right")
    faulty = 0
    for seed in range(1, seeds + 1):
        with TemporaryDirectory() as folder:
            found = run(Path(folder), seed, operations, BRANCH_FILES)
        faulty += bool(found.faults or found.differences)
        table.add_row(str(seed), *row(found))
        for line in (*found.faults[:5], *found.differences[:5]):
            print(f"seed {seed}: {line}")
    Console().print(table)
    sys.exit(faulty > 0)


def row(found: Outcome) -> list[str]:
    """The figures of one storm."""
    shares = [share(found.staleness, part) for part in (0.5, 0.99, 1)]
    return [
        f"{sum(found.operations.values()):,}",
        str(len(found.operations)),
        f"{found.answers:,}",
        str(len(found.faults)),
        str(len(found.differences)),
        *(f"{1000 * seconds:.0f}" for seconds in shares),
    ]


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    main(*given, *(20, 10_000)[len(given) :])
