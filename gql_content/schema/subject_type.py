"""The type Subject."""

import strawberry
from msgspec.structs import replace
from strawberry import UNSET

from gql_content import model, query
from gql_content.schema.connection_type import (
    After,
    ArticleConnection,
    Before,
    Filter,
    First,
    Last,
    Offset,
    OrderBy,
    articles_in,
)
from gql_content.schema.context import Info, described
from gql_content.schema.filter_inputs import filter_value
from gql_content.schema.node_ids import Node, id_of_subject

__all__ = ["Subject"]


def subject_id(root: model.Subject) -> str:
    return id_of_subject(root.slug)


async def articles(
    root: model.Subject,
    info: Info,
    filter: Filter = UNSET,  # noqa: A002 - the public name
    order_by: OrderBy = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    offset: Offset = UNSET,
) -> query.Slice:
    return await articles_in(
        info, of_subject(root, filter_value(filter)), order_by, first, after, last, before, offset
    )


def of_subject(subject: model.Subject, condition: query.ArticleFilter) -> query.ArticleFilter:
    """`condition` within one subject."""
    only = query.SubjectFilter(eq=subject.slug)
    if condition.subject is None:
        return replace(condition, subject=only)
    return query.ArticleFilter(subject=only, and_=(condition,))


@strawberry.type(description="What articles are grouped by: their front matter's `subject`.")
class Subject(Node):
    @classmethod
    def is_type_of(cls, obj: object, _info: object) -> bool:
        return isinstance(obj, model.Subject)

    id: strawberry.ID = described("Opaque, made from the slug.", resolver=subject_id)
    slug: str = described(
        "Its identity, made from the name: two spellings of one name are one subject."
    )
    name: str = described("Its name in the spelling that most articles use.")
    article_count: int = described("How many articles belong to it.")
    articles: ArticleConnection = described(
        "Its articles, page by page, as `Query.articles` lists them.", resolver=articles
    )
