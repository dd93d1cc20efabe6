from collections.abc import MutableMapping
from typing import Any

from msgspec import Struct

__all__ = ["Permit", "begin_permit", "permit_of"]

KEY = "permit"


class Permit(Struct):
    """The endpoint's leave to remember an answer, as long as `revision` is the current one.

    Empty means no: what the answer says may be another thing for another caller or a moment later.
    """

    revision: str = ""


def begin_permit(scope: MutableMapping[str, Any]) -> Permit:
    """What the endpoint is to fill in while it answers this request."""
    permit = Permit()
    scope.setdefault("state", {})[KEY] = permit
    return permit


def permit_of(scope: MutableMapping[str, Any]) -> Permit:
    """The permit of a request; where no cache is in front, nobody reads it."""
    found = scope.get("state", {}).get(KEY)
    return found if isinstance(found, Permit) else Permit()
