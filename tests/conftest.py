from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.served import Served, serving

SAMPLE = Path(__file__).parents[1] / "content"

Serve = Callable[..., Served]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuses names with an address in them: each process would have names of its own."""
    for item in items:
        if " at 0x" in item.nodeid:
            raise pytest.UsageError(f"Give its cases ids, the same in every run: {item.nodeid}")


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves folders until the test ends: `serve(folder, **settings)`."""
    with ExitStack() as running:

        def start(content: Path, **settings: object) -> Served:
            return running.enter_context(serving(content, **settings))

        yield start


@pytest.fixture(scope="session")
def sample() -> Iterator[Served]:
    """The service over the sample content, for tests that change nothing."""
    with serving(SAMPLE) as served:
        yield served
