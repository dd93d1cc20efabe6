from msgspec import Struct
from starlette.types import Message, Scope

from gql_content.web.observing import OperationKind, exchange_of
from gql_content.web.reply import Reply
from gql_content.web.shortcut.question import Head, Headers
from gql_content.web.shortcut.ready import lines_of

__all__ = ["Frame", "framing"]

LONGEST = 4_000  # bytes of a head whose frame is worth its place
STATUS_LINE = b"HTTP/1.1 200 OK\r\n"
OWN = (b"content-length", b"etag", b"cache-tag", b"surrogate-key")
REQUEST_ID = b"x-request-id"


class Frame(Struct, frozen=True):
    """The head of a good answer, but for what each one has of its own.

    Who asks with the same head gets the same one, whatever is asked for.
    """

    template: bytes
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
        return cls(lines, scope["path"])

    def around(self, reply: Reply, server_headers: Headers, request_id: str) -> bytes:
        """A whole answer, in the order that the server has."""
        last = b"x-request-id: " + request_id.encode() + b"\r\n\r\n"
        head = self.template % dict(reply.headers)
        return b"".join((STATUS_LINE, lines_of(server_headers), head, last, reply.body))


def with_hole(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    return name, b"%%(%b)b" % name if name in OWN else value.replace(b"%", b"%%")


def framing(head: Head) -> Head | None:
    """The part of a head that decides the frame; None where there is more to decide."""
    if head.method == b"HEAD" or head.if_none_match is not None:
        return None
    kind = head if head.method == b"POST" else head._replace(url=head.url.partition(b"?")[0])
    return kind if sum(len(part or b"") for part in kind) <= LONGEST else None
