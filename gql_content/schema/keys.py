import strawberry

from gql_content.repository import ArticleKey as KeyValue
from gql_content.repository import PathKey, UrlKey
from gql_content.repository import SlugKey as SlugKeyValue
from gql_content.schema.described import asked
from gql_content.schema.ids import decode_id

__all__ = ["ArticleKey", "key_value"]


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
