"""Tells what goes wrong in a function that was handed in from what goes wrong with the index."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

__all__ = ["guarded", "unguarded"]

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Raised(Exception):
    """Carries an error past those who handle errors of the index."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


def guarded(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """`function`, whose errors reach `unguarded` whatever they are."""

    def call(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        try:
            return function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - it is raised again, by `unguarded`
            raise Raised(error) from None

    return call


@contextmanager
def unguarded() -> Generator[None]:
    """Raises what a guarded function raised, as if nothing had stood between."""
    try:
        yield
    except Raised as raised:
        error = raised.error
    else:
        return
    raise error
