"""Node ids: opaque to clients, made from what identifies a node."""

from base64 import urlsafe_b64decode
from binascii import b2a_base64
from functools import lru_cache

from gql_content.errors import BadId

__all__ = ["decode_id", "id_of_article", "id_of_subject"]

REMEMBERED = 4_096  # ids of what is listed again and again; about 1 MB
URL_SAFE = bytes.maketrans(b"+/", b"-_")


@lru_cache(REMEMBERED)
def id_of_article(path: str) -> str:
    """The id of the article in the file at a path."""
    return encoded_id("Article", path)


def id_of_subject(slug: str) -> str:
    """The id of the subject with a slug."""
    return encoded_id("Subject", slug)


def encoded_id(kind: str, key: str) -> str:
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
