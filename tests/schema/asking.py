"""Asking until an answer is as it has to become; each question is a request, so no idle loop."""

from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from tests.served import Served

__all__ = ["eventually", "ready"]

Answer = TypeVar("Answer")

SECONDS = 30


def eventually(ask: Callable[[], Answer], fits: Callable[[Answer], bool]) -> Answer:
    """The first answer that fits; it has to come soon."""
    deadline = monotonic() + SECONDS
    while not fits(answer := ask()):
        assert monotonic() < deadline, f"still {answer!r} after {SECONDS} s"
    return answer


def ready(served: Served) -> Served:
    """The service, once its search index has been built."""
    eventually(lambda: codes(served), lambda found: found == set())
    return served


def codes(served: Served) -> set[str]:
    errors = served.errors('{ search(query: "is it there") { totalCount } }')
    found = {error["extensions"]["code"] for error in errors}
    assert found <= {"SEARCH_NOT_READY"}
    return found
