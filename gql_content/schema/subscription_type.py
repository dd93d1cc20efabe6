"""The subscription contentChanged and its events."""

from collections.abc import AsyncIterable
from typing import Annotated

import strawberry
from msgspec import Struct
from strawberry import UNSET

from gql_content import model
from gql_content.errors import BadWindow
from gql_content.schema.article_type import Article
from gql_content.schema.connection_type import Filter, First, given, page_size
from gql_content.schema.context import Info, described
from gql_content.schema.filter_inputs import filter_value
from gql_content.schema.node_ids import id_of_article
from gql_content.sources import Change

__all__ = ["Subscription"]


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
    before: (
        Annotated["ArticleRef", strawberry.lazy("gql_content.schema.subscription_type")] | None
    ) = described(
        "What a modified article was before: its url or its subject may have been another.",
        resolver=before,
    )


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


Since = Annotated[
    str | None,
    strawberry.argument(
        description="The last revision that is known, of an event or of `content`: the first event "
        "tells what has changed since. Over server-sent events the header Last-Event-ID does too."
    ),
]


# No generator: its frame would keep the content that it was asked of alive for as long as it lasts.
async def content_changed(
    info: Info,
    filter: Filter = UNSET,  # noqa: A002 - the public name
    since: Since = UNSET,
) -> AsyncIterable[ContentChange]:
    known = info.context.since or given(since)  # the former is the newer: it was told later
    return info.context.content.changes(filter_value(filter), known)  # pyright: ignore[reportReturnType] - a value stands for its type


@strawberry.type(description="Everything that can be followed as it happens.")
class Subscription:
    content_changed: AsyncIterable[ContentChange] = strawberry.subscription(
        resolver=content_changed,
        description="How the content changes. The first event comes at once and tells where it "
        "stands; each further one leads from the event before to the newest content, whatever "
        "lies between, so a slow reader skips ahead.",
    )
