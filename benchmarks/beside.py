"""What requests wait beside a file that was made to cost much: python -m benchmarks.beside"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from rich.console import Console
from rich.table import Table

from benchmarks.service import Service, running
from tests.folder import article, write

ARTICLES = 500
HOSTILE = article({"title": "Hostile"}, "![" * 49_500)  # the worst one: see `benchmarks.hostile`
SECONDS = 3
PAUSE = 0.003  # between two questions
QUESTION = '{ article(by: { path: "1.md" }) { title } }'
RENDERED = '{ article(by: { path: "hostile.md" }) { body { html } } }'


def main() -> None:
    """Measures and prints the table."""
    table = Table(title="what a small question waits, in milliseconds")
    for heading in ("while", "p50", "p99", "longest"):
        table.add_column(heading, justify="left" if heading == "while" else "right")
    with TemporaryDirectory() as folder, ThreadPoolExecutor(1) as aside:
        usual = {f"{number}.md": {"title": f"{number}"} for number in range(ARTICLES)}
        root = write(Path(folder), usual)
        with running(root, "--no-state") as service:
            waits(service)
            meanwhile: dict[str, Callable[[], object]] = {
                "nothing happens": lambda: None,
                "it is saved": lambda: write(root, {"hostile.md": HOSTILE}),
                "it is rendered": lambda: service.another().ask(RENDERED),
            }
            for what, work in meanwhile.items():
                done = aside.submit(work)
                times = waits(service)
                done.result()
                table.add_row(what, *(f"{1000 * seconds:.1f}" for seconds in times))
    Console().print(table)


def waits(service: Service) -> tuple[float, float, float]:
    """Seconds: p50, p99, and the longest."""
    times: list[float] = []
    end = monotonic() + SECONDS
    while (began := monotonic()) < end:
        service.ask(QUESTION)
        times.append(monotonic() - began)
        sleep(PAUSE)
    return median(times), quantiles(times, n=100)[98], max(times)


if __name__ == "__main__":
    main()
