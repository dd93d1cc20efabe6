"""The type Article."""

import datetime as dt
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import strawberry
from strawberry import UNSET
from strawberry.scalars import JSON

from gql_content import dates, model, query
from gql_content.errors import BadWindow
from gql_content.schema.article_links import Backlink, RelatedLink, backlinks
from gql_content.schema.connection_type import given
from gql_content.schema.context import Info, costly, described, volatile
from gql_content.schema.markdown_type import Image, Markdown, answer_of, body_of
from gql_content.schema.node_ids import Node, id_of_article
from gql_content.schema.seo_type import Seo
from gql_content.sources import Related

if TYPE_CHECKING:
    from gql_content.schema.subject_type import Subject

__all__ = ["Article"]


def path(root: model.Article) -> str:
    return root.path


def digest(root: model.Article) -> str:
    return root.source.digest.hex()


def size(root: model.Article) -> int:
    return root.source.size


def modified_at(root: model.Article) -> datetime:
    return datetime.fromtimestamp(root.source.mtime_ns / 1_000_000_000, UTC)


def stale(root: model.Article) -> bool:
    return root.source.stale


@strawberry.type(description="The file an article was read from.")
class SourceInfo:
    path: str = described("Its path, relative to the content root.", resolver=path)
    digest: str = described("The SHA-256 of its bytes, in hexadecimal digits.", resolver=digest)
    size: int = described("Its size in bytes.", resolver=size)
    modified_at: datetime = volatile(
        "When it was last written on this machine; a checkout writes files anew.",
        resolver=modified_at,
    )
    stale: bool = described(
        "Whether the file has become invalid since, and this is its last good version; "
        "`content.problems` tells why.",
        resolver=stale,
    )


Format = Annotated[
    str | None,
    strawberry.argument(
        description="In moment's tokens, such as `MMM DD, YYYY` or `D. MMMM YYYY`; "
        "the article's own `dateFormat` without it."
    ),
]
Locale = Annotated[
    str | None, strawberry.argument(description="The language of its words, such as `en` or `de`.")
]


def date_text(
    root: model.Article,
    info: Info,
    format: Format = UNSET,  # noqa: A002 - the public name
    locale: Locale = UNSET,
) -> str | None:
    shown = info.context.presentation
    language = given(locale) or shown.locale
    return dates.format_article_date(root, given(format), language, shown.date_format)


def posted_on(
    root: model.Article,
    info: Info,
    format: Format = UNSET,  # noqa: A002 - the public name
    locale: Locale = UNSET,
) -> str | None:
    shown = info.context.presentation
    language = given(locale) or shown.locale
    return dates.format_posted_on(root, given(format), language, shown.date_format)


def published_at(root: model.Article, info: Info) -> datetime | None:
    if root.published_at is not None or root.date is None:
        return root.published_at
    return dates.get_start_of_day(root.date, info.context.presentation.time_zone)


@strawberry.enum(description="Among which articles a neighbour is looked for.")
class Scope(Enum):
    SUBJECT = strawberry.enum_value("subject", description="Those of the same subject.")
    ALL = strawberry.enum_value("all", description="All articles there are.")


Within = Annotated[Scope | None, strawberry.argument(description="Among which articles to look.")]


async def previous(
    root: model.Article, info: Info, within: Within = Scope.SUBJECT
) -> model.Article | None:
    return await neighbour(root, info, within, -1)


async def following(
    root: model.Article, info: Info, within: Within = Scope.SUBJECT
) -> model.Article | None:
    return await neighbour(root, info, within, +1)


async def neighbour(
    article: model.Article, info: Info, within: Scope | None, step: int
) -> model.Article | None:
    scope = query.Scope((within or Scope.SUBJECT).value)
    return await info.context.content.neighbour(article, scope, step)


LONGEST_INDEX = 9


def article_id(root: model.Article) -> str:
    return id_of_article(root.path)


def subject(root: model.Article, info: Info) -> model.Subject | None:
    slug = root.subject_slug
    return None if slug is None else info.context.content.subject(slug)


async def related(
    root: model.Article,
    info: Info,
    first: Annotated[
        int | None,
        strawberry.argument(
            description="So many, completed by the nearest articles; without it, "
            "those that are written."
        ),
    ] = UNSET,
) -> tuple[Related, ...]:
    count = given(first)
    if count is not None and count < 0:
        raise BadWindow(f"first is {count}: it counts links and cannot be negative.")
    return await info.context.content.related(root, count)


async def front_matter(
    root: model.Article,
    info: Info,
    path: Annotated[
        str | None,
        strawberry.argument(
            description="A way into it, such as `seo.title` or `content_blocks.0.title`."
        ),
    ] = UNSET,
) -> Any:
    texts = await info.context.content.texts(root)
    whole = msgspec.json.decode(texts.front_matter)
    way = given(path)
    return whole if way is None else value_at(whole, way.split("."))


def value_at(value: Any, steps: list[str]) -> Any:
    """What lies at the end of the way, None where the way leads nowhere."""
    for step in steps:
        if isinstance(value, dict):
            value = value.get(step)  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType] - JSON
        elif isinstance(value, list) and is_index(step, len(value)):  # pyright: ignore[reportUnknownArgumentType] - JSON
            value = value[int(step)]  # pyright: ignore[reportUnknownVariableType] - JSON
        else:
            return None
    return value  # pyright: ignore[reportUnknownVariableType] - JSON


def is_index(step: str, length: int) -> bool:
    """A step of thousands of digits is none that Python would read."""
    return step.isdecimal() and len(step) <= LONGEST_INDEX and int(step) < length


def itself(root: model.Article) -> model.Article:
    return root


@strawberry.type(description="One article: a Markdown file with front matter.")
class Article(Node):
    @classmethod
    def is_type_of(cls, obj: object, _info: object) -> bool:
        return isinstance(obj, model.Article)

    id: strawberry.ID = described(
        "Opaque, made from the path: the same until the file is moved.", resolver=article_id
    )
    path: str = described("The path of the file, relative to the content root.")
    slug: str = described("The stem of the file's name; unique only within its folder.")
    url: str = described(
        "Where the site shows it: the front matter's `url`, else made from the path. Unique."
    )
    article_id: str | None = described(
        "The front matter's `id`. Not unique: one question may stand under several subjects."
    )
    schema_name: str | None = described("The editor's schema, `_schema`.")
    title: str = described(
        "The title: the front matter's, else the first heading, else made from the file's name."
    )
    article_title: str | None = described("The title above the article, `article_title`.")
    question: str | None = described("The question that the article answers.")
    author: str | None = described("Who wrote it.")
    answer: Markdown | None = costly(
        "The answer; null where there is none. It is read from the file when asked for.",
        resolver=answer_of,
    )
    body: Markdown | None = costly(
        "The text below the front matter; null where it is blank. It is read when asked for.",
        resolver=body_of,
    )
    subject: Annotated["Subject", strawberry.lazy("gql_content.schema.subject_type")] | None = (
        described("The subject it belongs to.", resolver=subject)
    )
    date: dt.date | None = described("The day of publication.")
    published_at: dt.datetime | None = described(
        "The moment of publication; where only a day is given, its midnight in the site's zone.",
        resolver=published_at,
    )
    date_text: str | None = described(
        "The date as text, in the article's own format or another.", resolver=date_text
    )
    posted_on: str | None = described(
        "The date as text behind the article's `postOnText`: Posted on Feb 06, 2025.",
        resolver=posted_on,
    )
    date_format: str | None = described("How its date is to be shown, in moment's tokens.")
    post_on_text: str | None = described("What to put before its date, such as `Posted on`.")
    seo: Seo = described("What search engines and social networks are told.", resolver=itself)
    image: Image | None = described("The image that stands for it, such as a blog post's hero.")
    no_index: bool = described("Whether search engines are asked to stay away, `no_index`.")
    score: float | None = described("The front matter's `score`.")
    file_name: str | None = described("The file's name as the front matter gives it.")
    related: list[RelatedLink] = described(
        "Links to other articles, in the order in which they are numbered; up to `first`, "
        "completed by the nearest articles of the subject.",
        resolver=related,
    )
    previous: Annotated["Article", strawberry.lazy("gql_content.schema.article_type")] | None = (
        described("The article before it in the order of publication.", resolver=previous)
    )
    next: Annotated["Article", strawberry.lazy("gql_content.schema.article_type")] | None = (
        described("The article after it in the order of publication.", resolver=following)
    )
    backlinks: list[Backlink] = described(
        "The articles whose related links or texts lead here, by path.", resolver=backlinks
    )
    word_count: int = described("How many words answer and body have together.")
    front_matter: JSON | None = costly(
        "The front matter as it is written, unknown keys and all, or the part of it at `path`; "
        "null where there is nothing. Numbers and booleans are those of YAML 1.2. It is raw: "
        "addresses in it may be of any scheme.",
        resolver=front_matter,
    )
    source: SourceInfo = described("The file it was read from.", resolver=itself)
