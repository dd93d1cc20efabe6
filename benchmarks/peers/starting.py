"""How long until files can be asked, here and elsewhere: python -m benchmarks.peers.starting"""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks.corpora import generated
from benchmarks.peers.installing import HERE, node
from benchmarks.service import running

SIZES = (1_000, 10_000)
ROUNDS = 3


def main() -> None:
    """Measures and prints the table."""
    table = Table(title=f"From files to the first answer, medians of {ROUNDS} rounds")
    for heading in ("articles", "ours, s", "TinaCMS, s", "TinaCMS ÷ ours"):
        table.add_column(heading, justify="right")
    for size in SIZES:
        table.add_row(*measured(generated(size), size))
    Console().print(table)


def measured(folder: Path, size: int) -> list[str]:
    times = [(ours(folder), tina(folder, size)) for _ in range(ROUNDS)]
    own, theirs = (median(column) for column in zip(*times, strict=True))
    times_as_long = median(other / one for one, other in times)
    return [f"{size:,}", f"{own:.2f}", f"{theirs:.2f}", f"{times_as_long:.1f}"]


def ours(folder: Path) -> float:
    """From the start of the process, without a snapshot."""
    with TemporaryDirectory() as state, running(folder, "--state-dir", state) as service:
        return service.seconds_to_first_answer


def tina(folder: Path, size: int) -> float:
    """From the start of the process to its first answer."""
    script = str(HERE / "node" / "tina.mjs")
    done = subprocess.run([node(), script, str(folder)], capture_output=True, check=True, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    if told["count"] != size:
        sys.exit(f"TinaCMS did not index all {size} articles: {done.stdout}")
    return float(told["seconds"])


if __name__ == "__main__":
    main()
