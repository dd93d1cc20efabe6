from collections.abc import Mapping

from msgspec import Struct
from starlette.types import Receive, Scope, Send

__all__ = ["Reply"]


class Reply(Struct, frozen=True):
    """An answer to a client as ASGI has it."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes

    @classmethod
    def of(
        cls, body: bytes, media_type: str, headers: Mapping[str, str], status: int = 200
    ) -> "Reply":
        """An answer in JSON of this media type."""
        raw = [(name.lower().encode(), one.encode("latin-1")) for name, one in headers.items()]
        raw.append((b"content-length", b"%d" % len(body)))
        raw.append((b"content-type", f"{media_type}; charset=utf-8".encode()))
        return cls(status, raw, body)

    async def __call__(self, _: Scope, __: Receive, send: Send) -> None:
        """See ASGI; servers leave the body out where the method is HEAD."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})
