"""Node ids and keys: how one object is named."""

from base64 import urlsafe_b64decode
from binascii import b2a_base64
from functools import lru_cache

import strawberry

from gql_content.errors import BadId
from gql_content.schema.context import asked, described
from gql_content.sources import ArticleKey as KeyValue
from gql_content.sources import PathKey, UrlKey
from gql_content.sources import SlugKey as SlugKeyValue

__all__ = ["ArticleKey", "Node", "decode_id", "id_of_article", "id_of_subject", "key_value"]


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


@strawberry.interface(description="Anything that has an id of its own and can be fetched by it.")
class Node:
    id: strawberry.ID = described("Opaque, unique in this content, stable while the file stays.")


@strawberry.input(description="An article by its subject and its slug.")
class SlugKey:
    subject: str = strawberry.field(description="The subject's slug, or a spelling of its name.")
    slug: str = strawberry.field(description="The article's slug, unique within its subject.")


@strawberry.input(one_of=True, description="What tells one article from all others; give one.")
class ArticleKey:
    id: strawberry.ID | None = asked("The node id, as `Article.id` gives it.")
    url: str | None = asked("The url, such as /learn/astronomy/questions/why-is-the-sky-dark.")
    path: str | None = asked("The path of the file, relative to the content root.")
    slug: SlugKey | None = asked("The subject and the slug.")


def key_value(key: ArticleKey) -> KeyValue | None:
    """The key as a value, None where it is the id of something else; raises `BadId`."""
    if isinstance(key.slug, SlugKey):
        return SlugKeyValue(subject=key.slug.subject, slug=key.slug.slug)
    if isinstance(key.url, str):
        return UrlKey(key.url)
    if isinstance(key.path, str):
        return PathKey(key.path)
    kind, path = decode_id(str(key.id))
    return PathKey(path) if kind == "Article" else None
