"""Fields with a description each: what a frontend developer reads in GraphiQL."""

from typing import Any

import strawberry

__all__ = ["asked", "described"]


def described(description: str, **options: Any) -> Any:
    """A field of a type."""
    return strawberry.field(description=description, **options)


def asked(description: str, **options: Any) -> Any:
    """A field of an input that may be left out."""
    return strawberry.field(description=description, default=strawberry.UNSET, **options)
