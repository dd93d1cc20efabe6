from datetime import datetime
from typing import Annotated

import strawberry

from gql_content import model
from gql_content.errors import BadWindow
from gql_content.repository import Content
from gql_content.schema.described import described
from gql_content.schema.enums import Severity

__all__ = ["ContentInfo"]

MOST_PROBLEMS = 50


def severity(root: model.Problem) -> Severity:
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


async def article_count(root: Content) -> int:
    return await root.article_count()


def subject_count(root: Content) -> int:
    return len(root.subjects)


async def problem_count(root: Content) -> int:
    return len(await root.problems())


async def problems(
    root: Content,
    first: Annotated[
        int | None, strawberry.argument(description="At most so many.")
    ] = MOST_PROBLEMS,
) -> tuple[model.Problem, ...]:
    count = MOST_PROBLEMS if first is None else first
    if count < 0:
        raise BadWindow(f"first is {count}: it counts problems and cannot be negative.")
    return (await root.problems())[:count]


@strawberry.type(description="The content as a whole, as it is now.")
class ContentInfo:
    revision: str = described("A digest of all files: equal where all files are equal.")
    loaded_at: datetime = described("When this service came to know this revision.")
    article_count: int = described("How many articles there are.", resolver=article_count)
    subject_count: int = described("How many subjects there are.", resolver=subject_count)
    problem_count: int = described("How many problems there are.", resolver=problem_count)
    problems: list[Problem] = described(
        "The problems, in the order of paths and lines.", resolver=problems
    )
