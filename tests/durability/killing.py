"""Writers that are killed at any moment of their work.

This module is also run as a process, which has no threads and so may fork: once for each writer.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable
from functools import partial
from itertools import cycle
from pathlib import Path
from time import sleep

from gql_content.search import SearchIndex
from gql_content.sources import Selection, Snapshots, load_folder
from tests.search.site import Site, make_site

__all__ = ["ARTICLES", "WORDS", "kill_writers", "site_of"]

ARTICLES = 30
WORDS = ("early", "late")

Write = Callable[[], None]


def kill_writers(task: str, folder: Path, moments: Iterable[float]) -> Generator[None]:
    """Starts a writer and kills it so many seconds later, again and again; a pause after each."""
    command = [sys.executable, "-m", "tests.durability.killing", task, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for moment in moments:
            process.stdin.write(f"{moment}\n")
            assert process.stdout.readline() == "killed\n"
            yield
        process.stdin.close()


def site_of(word: str) -> Site:
    """Articles of which a third is of this word."""
    texts = (word if number % 3 == 0 else "always" for number in range(ARTICLES))
    return make_site(
        {f"{number:03}.md": f"{text} text {number}" for number, text in enumerate(texts)}
    )


def snapshots(folder: Path) -> list[Write]:
    root = folder / "content"
    place = Snapshots(folder / "state", root, Selection())
    files = load_folder(root, Selection()).files()
    return [partial(place.write, files), partial(place.write, files[: ARTICLES // 2])]


def indexes(folder: Path) -> list[Write]:
    return [partial(bring, folder / "search", site_of(word)) for word in WORDS]


def bring(path: Path, one: Site) -> None:
    index = SearchIndex(path)
    index.update(one.library, one.read_texts)
    index.close()


PREPARE: dict[str, Callable[[Path], list[Write]]] = {"snapshots": snapshots, "indexes": indexes}


def main(writes: list[Write]) -> None:
    for line in sys.stdin:
        writer = os.fork()
        if writer == 0:
            for write in cycle(writes):
                write()
        sleep(float(line))
        os.kill(writer, signal.SIGKILL)
        _, status = os.waitpid(writer, 0)
        print("killed" if os.WIFSIGNALED(status) else "ended", flush=True)  # noqa: T201 - an answer


if __name__ == "__main__":
    main(PREPARE[sys.argv[1]](Path(sys.argv[2])))
