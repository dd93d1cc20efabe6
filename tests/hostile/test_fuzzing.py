"""What schemathesis makes up from the schema never breaks the service."""

import subprocess
from pathlib import Path

import msgspec
import pytest

from tests.cli.program import running_server
from tests.clients.environment import python
from tests.conftest import SAMPLE

HERE = Path(__file__).parent
CASES = 1_000
RUNNERS = 2
SECONDS = 240


class Found(msgspec.Struct):
    """What became of the cases of one runner."""

    seen: dict[str, int]
    broken: list[str]


def run(url: str) -> list[Found]:
    """Runs all cases, from several beginnings at once."""
    command = [python(HERE / "requirements.txt"), HERE / "fuzzing.py", url, str(CASES // RUNNERS)]
    runners = [
        subprocess.Popen([*command, str(beginning)], stdout=subprocess.PIPE)
        for beginning in range(RUNNERS)
    ]
    return [msgspec.json.decode(one.communicate(timeout=SECONDS)[0], type=Found) for one in runners]


@pytest.mark.timeout(2 * SECONDS)  # as long as pip may take for the environment, and more
def test_a_thousand_random_questions_break_nothing() -> None:
    quiet = ("--log-level", "warning", "--watch", "off")
    with running_server(SAMPLE, "--port", "0", *quiet) as program:
        found = run(program.wait_for_url().rstrip("/"))
    assert [query for one in found for query in one.broken] == []
    assert sum(one.seen["200"] for one in found) >= CASES * 0.9
