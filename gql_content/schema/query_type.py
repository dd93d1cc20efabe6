"""The root type Query, the revision, and what is wrong in the content."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated

import strawberry
from msgspec import Struct
from strawberry import UNSET

from gql_content import model, query
from gql_content.content import slugify_subject
from gql_content.errors import BadWindow, TokenNeeded
from gql_content.pacing import Work, batches, paced
from gql_content.schema.article_type import Article
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
from gql_content.schema.context import Info, described, volatile
from gql_content.schema.filter_inputs import Severity, SubjectOrder, filter_value
from gql_content.schema.node_ids import ArticleKey, Node, decode_id, key_value
from gql_content.schema.search_type import SearchConnection, search
from gql_content.schema.subject_type import Subject
from gql_content.sources import Content, PathKey

__all__ = ["Query"]


MOST_PROBLEMS = 50

SeverityArgument = Annotated[
    Severity | None, strawberry.argument(description="Only those that are as bad as that.")
]
CodesArgument = Annotated[
    list[str] | None, strawberry.argument(description="Only those with one of these codes.")
]


class Kind(Struct, frozen=True):
    """How often there is a code."""

    code: str
    severity: model.Severity
    count: int


def severity(root: model.Problem | Kind) -> Severity:
    return Severity(root.severity.value)


@strawberry.type(description="Something wrong in the content, told to its author.")
class Problem:
    path: str = described("The path of the file, relative to the content root.")
    code: str = described("What kind of problem it is, such as BAD_YAML.")
    message: str = described("What is wrong.")
    remedy: str = described("What to do about it.")
    severity: Severity = described("How bad it is.", resolver=severity)
    line: int | None = described("The line in the file, from 1.")
    column: int | None = described("The column in the line, from 1.")
    field: str | None = described("The key of the front matter, such as `seo.title`.")


@strawberry.type(description="Problems of one code.")
class ProblemKind:
    code: str = described("What kind of problem it is, such as BAD_YAML.")
    severity: Severity = described("How bad it is.", resolver=severity)
    count: int = described("How many there are.")


async def problem_count(
    root: Content, info: Info, severity: SeverityArgument = UNSET, codes: CodesArgument = UNSET
) -> int:
    check_may_see(info)
    return len(await paced(chosen((await root.found()).problems, severity, codes)))


async def problems(
    root: Content,
    info: Info,
    first: Annotated[
        int | None, strawberry.argument(description="At most so many.")
    ] = MOST_PROBLEMS,
    severity: SeverityArgument = UNSET,
    codes: CodesArgument = UNSET,
) -> Sequence[model.Problem]:
    check_may_see(info)
    count = MOST_PROBLEMS if first is None else first
    if count < 0:
        raise BadWindow(f"first is {count}: it counts problems and cannot be negative.")
    return (await paced(chosen((await root.found()).problems, severity, codes)))[:count]


async def problem_kinds(root: Content, info: Info) -> list[Kind]:
    check_may_see(info)
    kinds = await paced(counted((await root.found()).problems))
    found = [Kind(code, severity, count) for (severity, code), count in kinds.items()]
    return sorted(found, key=lambda one: (one.severity, -one.count, one.code))


async def checked(root: Content) -> bool:
    return (await root.found()).checked


def check_may_see(info: Info) -> None:
    """Raises `TokenNeeded` for strangers in production: numbers of problems tell of them too."""
    if not info.context.shows_problems:
        raise TokenNeeded("Problems are shown to those with the service's token alone.")


def counted(problems: Sequence[model.Problem]) -> Work[Counter[tuple[model.Severity, str]]]:
    kinds: Counter[tuple[model.Severity, str]] = Counter()
    for batch in batches(problems):
        kinds.update([(one.severity, one.code) for one in batch])
        yield
    return kinds


def chosen(
    problems: Sequence[model.Problem], severity: Severity | None, codes: Iterable[str] | None
) -> Work[Sequence[model.Problem]]:
    """Those of a severity and of some codes; null, or nothing said, leaves it open."""
    wanted = None if codes is None or codes is UNSET else frozenset(codes)
    if not severity and wanted is None:
        return problems
    found: list[model.Problem] = []
    for batch in batches(problems):
        found += [
            one
            for one in batch
            if (not severity or one.severity == severity.value)
            and (wanted is None or one.code in wanted)
        ]
        yield
    return found


async def article_count(root: Content) -> int:
    return await root.article_count()


def subject_count(root: Content) -> int:
    return len(root.subjects)


@strawberry.type(description="The content as a whole, as it is now.")
class ContentInfo:
    revision: str = described("A digest of all files: equal where all files are equal.")
    loaded_at: datetime = volatile("When this service came to know this revision.")
    article_count: int = described("How many articles there are.", resolver=article_count)
    subject_count: int = described("How many subjects there are.", resolver=subject_count)
    checked: bool = volatile(
        "Whether the rules about content have been applied to this revision; until then, problems "
        "are those that keep files from being read.",
        resolver=checked,
    )
    problem_count: int = volatile("How many problems there are.", resolver=problem_count)
    problem_kinds: list[ProblemKind] = volatile(
        "How many problems there are of each code, errors first.", resolver=problem_kinds
    )
    problems: list[Problem] = volatile(
        "The problems, in the order of paths and lines.", resolver=problems
    )


async def node(
    info: Info,
    id: Annotated[strawberry.ID, strawberry.argument(description="The id of a node.")],  # noqa: A002 - the public name
) -> model.Article | model.Subject | None:
    kind, key = decode_id(id)
    if kind == "Article":
        return await info.context.content.article(PathKey(key))
    return info.context.content.subject(key)


async def article(
    info: Info,
    by: Annotated[ArticleKey, strawberry.argument(description="Which article.")],
) -> model.Article | None:
    key = key_value(by)
    return None if key is None else await info.context.content.article(key)


async def articles(
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
        info, filter_value(filter), order_by, first, after, last, before, offset
    )


def subject(
    info: Info,
    slug: Annotated[str, strawberry.argument(description="Its slug, or a spelling of its name.")],
) -> model.Subject | None:
    return info.context.content.subject(slugify_subject(slug))


def subjects(
    info: Info,
    order_by: Annotated[
        SubjectOrder | None, strawberry.argument(description="In which sequence.")
    ] = SubjectOrder.NAME_ASC,
) -> list[model.Subject]:
    found = sorted(
        info.context.content.subjects.values(),
        key=lambda one: (one.name.casefold(), one.slug),
        reverse=order_by is SubjectOrder.NAME_DESC,
    )
    if order_by in {SubjectOrder.ARTICLE_COUNT_ASC, SubjectOrder.ARTICLE_COUNT_DESC}:
        descends = order_by is SubjectOrder.ARTICLE_COUNT_DESC
        found.sort(key=lambda one: one.article_count, reverse=descends)
    return found


def content(info: Info) -> Content:
    return info.context.content


@strawberry.type(
    description="Everything that can be asked. One request is answered from one revision."
)
class Query:
    node: Node | None = described("The article or subject with this id.", resolver=node)
    article: Article | None = described("One article; null where there is none.", resolver=article)
    articles: ArticleConnection = described(
        "A page of the articles that pass a filter, in an order.", resolver=articles
    )
    subject: Subject | None = described("One subject; null where there is none.", resolver=subject)
    subjects: list[Subject] = described("All subjects.", resolver=subjects)
    search: SearchConnection = described(
        "The articles that answer a query in words, the best first.", resolver=search
    )
    content: ContentInfo = described("The content as a whole.", resolver=content)
