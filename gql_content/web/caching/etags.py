"""Entity tags: the name of an answer, known without making it (RFC 9110, 8.8.3)."""

from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import sha256

import msgspec
from msgspec import Struct

from gql_content import __version__
from gql_content.execution import GraphQLParams

__all__ = ["Tagging", "is_named"]

LONGEST_READ = 4_000  # bytes of the header in which a client names what it has
HALF = 32  # hexadecimal digits of a SHA-256, half of them: nobody will ever see two alike


class Tagging:
    """Gives every answer a tag made of all that decides it, so each replica gives it the same.

    That is the content, the operation with its variables, the schema and the version of its
    resolvers, and the settings that shape answers. It is weak: a compressed answer has it too.
    """

    def __init__(self, schema: Callable[[], str], settings: Sequence[Struct]) -> None:
        self._schema = schema
        self._settings = settings

    def tag(self, revision: str, operation: GraphQLParams) -> bytes:
        """The tag of the answer to an operation, which may turn out to have errors and no tag."""
        digest = sha256(self._common)
        digest.update(revision.encode())
        digest.update(msgspec.json.encode(operation, order="deterministic"))
        return b'W/"' + digest.hexdigest()[:HALF].encode() + b'"'

    @cached_property
    def _common(self) -> bytes:
        """What all answers share; a start needs it not, and printing a schema takes its time."""
        return sha256(msgspec.json.encode((__version__, self._schema(), self._settings))).digest()


def is_named(tag: bytes, if_none_match: bytes) -> bool:
    """Whether a client has the answer that `tag` names.

    `*` does not count: it asks whether there is any answer, and that is not known beforehand.
    """
    if if_none_match == tag:
        return True
    bare = tag.removeprefix(b"W/")
    named = if_none_match[:LONGEST_READ].split(b",")
    return any(one.strip().removeprefix(b"W/") == bare for one in named)
