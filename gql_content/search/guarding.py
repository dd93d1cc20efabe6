"""Distinguishes errors of a caller's callback from errors of the index."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

__all__ = ["raise_callback_errors", "wrap_callback"]

Params = ParamSpec("Params")
ReturnType = TypeVar("ReturnType")


class CallbackError(Exception):
    """Wraps an error of a callback, so that handlers of index errors do not catch it."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


def wrap_callback(function: Callable[Params, ReturnType]) -> Callable[Params, ReturnType]:
    """Wraps a callback, so that its errors reach `raise_callback_errors`."""

    def call(*args: Params.args, **kwargs: Params.kwargs) -> ReturnType:
        try:
            return function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - raised again by `raise_callback_errors`
            raise CallbackError(error) from None

    return call


@contextmanager
def raise_callback_errors() -> Generator[None]:
    """Raises the original errors of wrapped callbacks."""
    try:
        yield
    except CallbackError as raised:
        error = raised.error
    else:
        return
    raise error
