from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.served import Served, serving

SAMPLE = Path(__file__).parents[1] / "content"

Serve = Callable[..., Served]


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
