from typing import Annotated

import strawberry

from gql_content import model
from gql_content.errors import BadWindow
from gql_content.repository import Change
from gql_content.schema.article import Article
from gql_content.schema.article_ref import ArticleRef, Ref
from gql_content.schema.context import Info
from gql_content.schema.described import described
from gql_content.schema.windows import First, page_size

__all__ = ["ContentChange"]

REFS = 100
MOST_REFS = 1_000

FirstRefs = Annotated[
    int | None,
    strawberry.argument(description="The first so many in the order of paths; 1000 at most."),
]


def revision(root: Change) -> str:
    return root.content.revision


def total_count(root: Change) -> int:
    return len(root.diff)


def added(root: Change, first: FirstRefs = REFS) -> list[Ref]:
    return [Ref(article) for article in root.diff.added[: checked(first)]]


def modified(root: Change, first: FirstRefs = REFS) -> list[Ref]:
    pairs = zip(root.diff.modified, root.diff.former, strict=True)
    return [Ref(article, former) for article, former in pairs][: checked(first)]


def removed(root: Change, first: FirstRefs = REFS) -> list[Ref]:
    return [Ref(article) for article in root.diff.removed[: checked(first)]]


def checked(first: int | None) -> int:
    if first is None:
        return REFS
    if not 0 <= first <= MOST_REFS:
        raise BadWindow(f"first is {first}: it is at least 0 and at most {MOST_REFS}.")
    return first


def articles(root: Change, info: Info, first: First = strawberry.UNSET) -> list[model.Article]:
    after = sorted(root.diff.after, key=lambda article: article.path)
    return after[: page_size(info, first)]


@strawberry.type(
    description="What has changed between two revisions, for who knows the articles of one filter. "
    "An article that begins to pass the filter is added, one that ceases to is removed."
)
class ContentChange:
    revision: str = described(
        "The revision that all of this event is answered from. Who is cut off passes it on as "
        "`since`.",
        resolver=revision,
    )
    since: str | None = described(
        "The revision that this change leads from: of the event before, or the argument `since`. "
        "Null in the first event where none was given."
    )
    is_complete: bool = described(
        "False where it is not known any more what has changed since: the lists are empty, and "
        "everything may be another."
    )
    total_count: int = described(
        "How many articles were added, modified and removed; the lists may show fewer.",
        resolver=total_count,
    )
    added: list[ArticleRef] = described("The articles that are new.", resolver=added)
    modified: list[ArticleRef] = described("The articles that are others now.", resolver=modified)
    removed: list[ArticleRef] = described(
        "The articles that are gone, as they last were.", resolver=removed
    )
    articles: list[Article] = described(
        "The added and the modified articles, in the order of paths.", resolver=articles
    )
