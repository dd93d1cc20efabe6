from typing import Annotated

import strawberry
from msgspec import Struct

from gql_content import model
from gql_content.schema.described import described
from gql_content.schema.ids import id_of_article

__all__ = ["ArticleRef", "Ref"]


class Ref(Struct, frozen=True):
    """An article of a difference, and the same one before where both are known."""

    article: model.Article
    former: model.Article | None = None


def ref_id(root: Ref) -> str:
    return id_of_article(root.article.path)


def path(root: Ref) -> str:
    return root.article.path


def url(root: Ref) -> str:
    return root.article.url


def title(root: Ref) -> str:
    return root.article.title


def subject_slug(root: Ref) -> str | None:
    return root.article.subject_slug


def before(root: Ref) -> Ref | None:
    return None if root.former is None else Ref(root.former)


@strawberry.type(description="Which article: enough to find what was made from it, and no more.")
class ArticleRef:
    id: strawberry.ID = described(
        "The id of the article, as `Article.id` gives it.", resolver=ref_id
    )
    path: str = described("The path of its file, relative to the content root.", resolver=path)
    url: str = described("Where the site shows it.", resolver=url)
    title: str = described("Its title.", resolver=title)
    subject_slug: str | None = described(
        "The slug of the subject it belongs to.", resolver=subject_slug
    )
    before: Annotated["ArticleRef", strawberry.lazy("gql_content.schema.article_ref")] | None = (
        described(
            "What a modified article was before: its url or its subject may have been another.",
            resolver=before,
        )
    )
