from collections.abc import Mapping

from msgspec import Struct
from starlette.types import Message, Scope

from gql_content.web.observing import OperationKind, exchange_of
from gql_content.web.shortcut.question import Head, Headers
from gql_content.web.shortcut.ready import lines_of

__all__ = ["Frame", "framing", "is_worth_its_place"]

LONGEST = 4_000  # bytes of a head whose frame is worth its place
STATUS_LINE = b"HTTP/1.1 200 OK\r\n"
LENGTH = "Content-Length"
OWN = {name.lower().encode(): name for name in (LENGTH, "ETag", "Cache-Tag", "Surrogate-Key")}
REQUEST_ID = b"x-request-id"


class Frame(Struct, frozen=True):
    """The head of a good answer, but for what each one has of its own.

    Who asks with the same head gets the same one, whatever is asked for.
    """

    template: str
    path: str

    @classmethod
    def of(cls, scope: Scope, start: Message) -> "Frame | None":
        """What is learned of the head of an answer; None if it was none that everybody may keep."""
        headers: Headers = start["headers"]
        names = {name for name, _ in headers}
        is_query = exchange_of(scope).operation_kind is OperationKind.QUERY
        if start["status"] != 200 or not is_query or b"content-encoding" in names:
            return None
        if not names.issuperset(OWN):
            return None
        lines = lines_of([with_hole(*one) for one in headers if one[0] != REQUEST_ID])
        return cls(lines.decode("latin-1"), scope["path"])

    def around(
        self, own: Mapping[str, str], body: bytes, server_lines: bytes, request_id: str
    ) -> bytes:
        """A whole answer with headers of its own, in the order that the server has."""
        head = self.template % {**own, LENGTH: len(body)}
        last = f"x-request-id: {request_id}\r\n\r\n"
        own_lines = (head + last).encode("latin-1")
        return b"".join((STATUS_LINE, server_lines, own_lines, body))


def with_hole(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    hole = OWN.get(name)
    return name, value.replace(b"%", b"%%") if hole is None else f"%({hole})s".encode()


def framing(head: Head) -> Head | None:
    """The part of a head that decides the frame; None where there is more to decide."""
    if head.method == b"HEAD" or head.if_none_match is not None:
        return None
    return head if head.method == b"POST" else head._replace(url=head.url.partition(b"?")[0])


def is_worth_its_place(head: Head) -> bool:
    """Whether a head is short enough to be remembered."""
    return sum(len(part or b"") for part in head) <= LONGEST
