"""From a saved file to its first fresh answer over HTTP: python -m benchmarks.fresh [ARTICLES]"""

import sys
from pathlib import Path
from random import uniform
from statistics import median, quantiles
from time import monotonic, sleep

from rich.console import Console
from rich.table import Table

from benchmarks.corpora import generated
from benchmarks.service import Service, running

SAVES = 200
PAUSES = (0.05, 1.2)  # seconds between two saves: the sweeps that follow a save are among them
POLL_SECONDS = 0.001  # a client that asks without a pause takes the cores it is waiting for
PAUSE = 0.5
SEARCH = '{ search(query: "a", first: 1) { totalCount } }'
TITLE = "query ($path: String!) { article(by: { path: $path }) { title } }"


def main(count: int) -> None:
    """Measures and prints the table."""
    root = generated(count)
    file = sorted(root.rglob("*.md"))[count // 2]
    original = file.read_text(encoding="utf-8")
    try:
        with running(root, "--no-state") as service:
            while service.ask(SEARCH) is None:
                sleep(PAUSE)  # Until the index is built, both cores are busy.
            times = [save(service, root, file, original, number) for number in range(SAVES)]
    finally:
        file.write_text(original, encoding="utf-8")
    table = Table(title=f"Save to fresh answer, {count:,} articles, {SAVES} saves")
    for heading in ("p50, ms", "p90, ms", "p99, ms", "max, ms"):
        table.add_column(heading, justify="right")
    cuts = quantiles(times, n=100)
    shown = (median(times), cuts[89], cuts[98], max(times))
    table.add_row(*(f"{1000 * seconds:.1f}" for seconds in shown))
    Console().print(table)


def save(service: Service, root: Path, file: Path, original: str, number: int) -> float:
    """The seconds from the end of a save to the first answer that has it."""
    title = f"Saved for the time number {number}"
    path = file.relative_to(root).as_posix()
    sleep(uniform(*PAUSES))
    service.ask(TITLE, path=path)
    head, _, rest = original.partition("article_title:")
    kept = head.partition("title:")[0]
    file.write_text(f"{kept}title: {title}\narticle_title:{rest}", encoding="utf-8")
    began = monotonic()
    while service.ask(TITLE, path=path)["article"]["title"] != title:
        if monotonic() - began > 60:
            raise RuntimeError("the saved file was never answered")
        sleep(POLL_SECONDS)
    return monotonic() - began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 36_000)
