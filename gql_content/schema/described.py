"""Fields with a description each: what a frontend developer reads in GraphiQL."""

from typing import Any

import strawberry

__all__ = ["asked", "costly", "described"]

TEXT = 5  # objects that reading a text and making something of it counts as


def described(description: str, **options: Any) -> Any:
    """A field of a type."""
    return strawberry.field(description=description, **options)


def costly(description: str, **options: Any) -> Any:
    """A field for which a text is read: it takes as much of `--max-cost` as several objects."""
    return described(description, metadata={"cost": TEXT}, **options)


def asked(description: str, **options: Any) -> Any:
    """A field of an input that may be left out."""
    return strawberry.field(description=description, default=strawberry.UNSET, **options)
