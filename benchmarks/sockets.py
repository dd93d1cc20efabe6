"""Web sockets and event streams that are held for an hour: python -m benchmarks.sockets [SECONDS]

Idle, pinged and busy ones, with one worker and with two, directly and behind nginx where there is
one. Prints what each kind has heard, and ends with 1 where a connection has not lived to the end.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from tests.cli.program import running_server
from tests.deploy.nginx import fronting
from tests.folder import write
from tests.holding.holding import Held, hold

SECONDS = 3_600
EACH = 4  # connections of a kind over each way
PAUSE = 1.0  # between two saved files
QUIET = ("--port", "0", "--log-level", "warning", "--no-checks")


def main(seconds: float) -> int:
    """How many connections have not lived so long."""
    with TemporaryDirectory() as folder, ExitStack() as running:
        place = Path(folder)
        root = write(place / "content", {"held.md": {"title": "At first"}})
        fronts: dict[str, str] = {}
        for workers in ("1", "2"):
            program = running.enter_context(running_server(root, *QUIET, "--workers", workers))
            fronts[f"{workers} worker(s)"] = url = program.wait_for_url()
            if which("nginx") or Path("/usr/sbin/nginx").exists():
                aside = place / workers
                aside.mkdir()
                front = running.enter_context(fronting(aside, url))
                fronts[f"{workers} worker(s), nginx"] = front
        found = asyncio.run(hold(fronts, root, seconds, each=EACH, pause=PAUSE))
    show(found, seconds)
    return sum(bool(one.fault) for one in found)


def show(found: Sequence[Held], seconds: float) -> None:
    """Prints a row for each kind and way, and then each fault."""
    table = Table(title=f"{len(found)} connections for {seconds:,.0f} seconds")
    for heading in ("way", "kind", "held", "lost", "messages"):
        table.add_column(heading, justify="left" if heading in {"way", "kind"} else "right")
    all_of = Counter((one.front, one.kind) for one in found)
    lost = Counter((one.front, one.kind) for one in found if one.fault)
    heard: Counter[tuple[str, str]] = Counter()
    for one in found:
        heard[one.front, one.kind] += one.heard
    for key, number in all_of.items():
        table.add_row(*key, str(number), str(lost[key]), f"{heard[key]:,}")
    Console().print(table)
    for fault, times in Counter(f"{one.kind}: {one.fault}" for one in found if one.fault).items():
        print(f"{times} × {fault}")


if __name__ == "__main__":
    given = [float(one) for one in sys.argv[1:]]
    sys.exit(1 if main(given[0] if given else SECONDS) else 0)
