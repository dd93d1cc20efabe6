"""Node ids: opaque to clients, made from what identifies a node."""

from base64 import urlsafe_b64decode
from binascii import b2a_base64
from functools import lru_cache

from gql_content.errors import BadId

__all__ = ["decode_id", "encode_id"]

REMEMBERED = 4_096  # ids of what is listed again and again; about 1 MB
URL_SAFE = bytes.maketrans(b"+/", b"-_")


@lru_cache(REMEMBERED)
def encode_id(kind: str, key: str) -> str:
    """The id of the node of a kind that `key` identifies."""
    encoded = b2a_base64(f"{kind}:{key}".encode(), newline=False)
    return encoded.translate(URL_SAFE, b"=").decode()


def decode_id(node_id: str) -> tuple[str, str]:
    """The kind and the key in an id; raises `BadId` where it is none."""
    try:
        padding = "=" * (-len(node_id) % 4)
        kind, separator, key = urlsafe_b64decode(node_id + padding).decode().partition(":")
    except ValueError:
        separator, kind, key = "", "", ""
    if not separator or kind not in {"Article", "Subject"}:
        raise BadId(
            "This is no id of this service: pass on an id unchanged, as a node gave it. "
            "The id in the front matter is articleId: filter by it."
        )
    return kind, key
