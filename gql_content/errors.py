"""What can go wrong in a call. What is wrong in content is a `Problem`, never an error.

    GqlContentError
    ├── CallError              the caller's mistake; `code` reaches the client
    │   ├── BadCursor          BAD_CURSOR
    │   ├── BadWindow          BAD_WINDOW
    │   ├── BadFilter          BAD_FILTER
    │   ├── BadOrder           BAD_ORDER
    │   ├── BadId              BAD_ID
    │   ├── TokenNeeded        TOKEN_NEEDED
    │   └── BadArgument        BAD_ARGUMENT, and what packages below add: BAD_FORMAT, BAD_LOCALE
    ├── ContentMoved           a file changed while it was being read: refresh it, run again
    ├── RevisionMoved          the search index is ahead of the pinned library: run again
    ├── TextUnavailable        TEXT_UNAVAILABLE, the text is not on the disk any more
    └── StartError             the service cannot start; one line for the terminal, exit 2

Each message says where and what to do. None holds an absolute path that a client could see.
"""

from typing import ClassVar

__all__ = [
    "BadArgument",
    "BadCursor",
    "BadFilter",
    "BadId",
    "BadOrder",
    "BadWindow",
    "CallError",
    "ContentMoved",
    "GqlContentError",
    "RevisionMoved",
    "StartError",
    "TextUnavailable",
    "TokenNeeded",
]


class GqlContentError(Exception):
    """The root of the tree above."""


class CallError(GqlContentError):
    """A request that cannot be answered as it stands; the message tells how to mend it."""

    code: ClassVar[str] = "BAD_CALL"


class BadCursor(CallError):
    """A cursor that this list did not give out, or gave out under another order."""

    code = "BAD_CURSOR"


class BadWindow(CallError):
    """A window whose arguments make no sense together, or one that is too large."""

    code = "BAD_WINDOW"


class BadFilter(CallError):
    """A filter that cannot be applied."""

    code = "BAD_FILTER"


class BadOrder(CallError):
    """An order that names a key twice or not at all."""

    code = "BAD_ORDER"


class BadId(CallError):
    """An id that this service never gave out."""

    code = "BAD_ID"


class BadArgument(CallError):
    """An argument that makes no sense where it is given."""

    code = "BAD_ARGUMENT"


class TokenNeeded(CallError):
    """Something that the service shows only to those who run it."""

    code = "TOKEN_NEEDED"


class ContentMoved(GqlContentError):
    """The file at `path` is no longer what the pinned library knows."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class RevisionMoved(GqlContentError):
    """The search index has gone on to another revision than the pinned library."""


class TextUnavailable(GqlContentError):
    """The text of the article at `path` cannot be read now."""

    code: ClassVar[str] = "TEXT_UNAVAILABLE"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"The text of {path} cannot be read: the file is gone or has become invalid, and Git "
            "has not the version that was served. content.problems tells more."
        )
        self.path = path


class StartError(GqlContentError):
    """A mistake in how the service was started."""
