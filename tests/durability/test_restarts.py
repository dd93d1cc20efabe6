"""Workers that are killed, renewed and started again serve one and the same content."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from tests.cli.program import Program
from tests.cli.test_workers import Workers, running_workers
from tests.folder import article, save, write

SECONDS = 60
BROKEN = "---\ntitle: [\n---\n"
LONG = article({"title": "Two", "answer": "A long answer. " * 400}, "A *long* body.")
QUERY = """{
  content { revision problems { path remedy } }
  articles { nodes { title source { stale } answer { text } body { html } } }
}"""


class Answers(Workers):
    """What the workers answer to a question about all that a restart could lose."""

    def __init__(self, workers: Workers) -> None:
        super().__init__(workers.program, workers.url, {"query": QUERY})

    def agreed(self, title: str, *, stale: bool) -> Any:
        """What both answer, once they serve this."""
        expected = {"title": title, "source": {"stale": stale}}
        deadline = monotonic() + SECONDS
        while True:
            one, other = (answer.json() for answer in self.request_all().values())
            if one == other and "errors" not in one:
                (node,) = one["data"]["articles"]["nodes"]
                if expected.items() <= node.items():
                    return one["data"]
            assert monotonic() < deadline, (one, other)


def until(condition: Callable[[], bool]) -> None:
    deadline = monotonic() + SECONDS
    while not condition():
        assert monotonic() < deadline
        sleep(0.01)


def kill_all(program: Program, pids: set[int]) -> None:
    program.process.kill()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))


def test_all_workers_serve_the_same_last_good_version_however_they_are_restarted(
    tmp_path: Path,
) -> None:
    root = write(tmp_path / "content", {"a.md": {"title": "One"}})
    state = ("--state", "--state-dir", tmp_path / "state", "--sweep", "0.5")
    with running_workers(root, *state) as workers:
        answers = Answers(workers)
        save(root, "a.md", LONG)
        read = answers.agreed("Two", stale=False)
        save(root, "a.md", BROKEN)
        stale = answers.agreed("Two", stale=True)
        assert stale["content"]["revision"] != read["content"]["revision"]
        for victim in answers.request_all():
            os.kill(victim, signal.SIGKILL)
            until(lambda victim=victim: victim not in answers.request_all())
            assert answers.agreed("Two", stale=True) == stale
        before = set(answers.request_all())
        workers.program.process.send_signal(signal.SIGHUP)
        until(lambda: before.isdisjoint(answers.request_all()))
        assert answers.agreed("Two", stale=True) == stale
        kill_all(workers.program, set(answers.request_all()))
    with running_workers(root, *state) as workers:
        answers = Answers(workers)
        assert answers.agreed("Two", stale=True) == stale
        save(root, "a.md", article({"title": "Three"}))
        answers.agreed("Three", stale=False)
        kill_all(workers.program, set(answers.request_all()))
    save(root, "a.md", BROKEN)
    with running_workers(root, *state) as workers:
        Answers(workers).agreed("Three", stale=True)
