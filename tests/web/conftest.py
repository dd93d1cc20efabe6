from collections.abc import Generator

import pytest

from tests.conftest import SAMPLE
from tests.served import Served, serving


@pytest.fixture(scope="module")
def short() -> Generator[Served]:
    with serving(SAMPLE) as served:
        yield served


@pytest.fixture(scope="module")
def long() -> Generator[Served]:
    """A service that counts its clients' requests, so all of them pass through the app."""
    with serving(SAMPLE, rate_limit=1_000_000.0) as served:
        yield served
