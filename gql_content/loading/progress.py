from collections.abc import Callable

__all__ = ["Progress", "silent"]

Progress = Callable[[int, int], None]
"""Told how many files are done, of how many. What it raises ends the loading."""


def silent(_done: int, _total: int) -> None:
    """Tells nobody."""
