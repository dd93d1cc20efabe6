"""Starts, cold and warm, against a plain loop of python-frontmatter: python -m benchmarks.load

For each corpus the three run in turn, several times; medians are shown, and ratios to the loop.
"""

import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic

from msgspec import Struct
from rich.console import Console
from rich.table import Table

from benchmarks.corpora import generated
from benchmarks.service import Service, running

ROUNDS = 3
SAMPLE = Path(__file__).parents[1].parent / "shared" / "corpus" / "quicktakes"

LOOP = """
import sys
from pathlib import Path
import frontmatter
for file in Path(sys.argv[1]).rglob("*.md"):
    frontmatter.parse(file.read_text(encoding="utf-8"))
"""


class Start(Struct):
    """One start of the service."""

    seconds: float
    resident: float
    peak: float


def main() -> None:
    """Measures and prints the table."""
    table = Table(title=f"Process start to first answer, medians of {ROUNDS} rounds")
    for heading in (
        "articles",
        "loop, s",
        "cold, s",
        "cold ÷ loop",
        "cold, files/s",
        "warm, s",
        "warm ÷ loop",
        "resident, MB",
        "peak cold, MB",
    ):
        table.add_column(heading, justify="right")
    for root in corpora():
        table.add_row(*measured(root))
    Console(width=120).print(table)


def corpora() -> list[Path]:
    sample = [SAMPLE] if SAMPLE.is_dir() else []
    return [*sample, generated(10_000), generated(36_000), generated(100_000)]


def measured(root: Path) -> list[str]:
    count = sum(1 for _ in root.rglob("*.md"))
    loops: list[float] = []
    colds: list[Start] = []
    warms: list[Start] = []
    for _ in range(ROUNDS):
        loops.append(loop(root))
        with TemporaryDirectory() as state:
            colds.append(start(root, state))
            warms.append(start(root, state))
    plain = median(loops)
    cold, warm = (median(one.seconds for one in starts) for starts in (colds, warms))
    return [
        f"{count:,}",
        f"{plain:.2f}",
        f"{cold:.2f}",
        f"{cold / plain:.2f}",
        f"{count / cold:,.0f}",
        f"{warm:.2f}",
        f"{warm / plain:.2f}",
        f"{median(one.resident for one in warms):.0f}",
        f"{median(one.peak for one in colds):.0f}",
    ]


def loop(root: Path) -> float:
    began = monotonic()
    subprocess.run([sys.executable, "-c", LOOP, str(root)], check=True)
    return monotonic() - began


def start(root: Path, state: str) -> Start:
    with running(root, "--state-dir", state) as service:
        wait_for_snapshot(service, Path(state))
        resident, peak = service.memory()
        return Start(service.seconds_to_first_answer, resident, peak)


def wait_for_snapshot(service: Service, state: Path) -> None:
    """The snapshot is written after the first answer; the next start is to find it whole."""
    while not list(state.glob("*.snapshot")):
        service.ask("{ content { revision } }")


if __name__ == "__main__":
    main()
