"""What is wrong in the content, by how bad it is and of what kind."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated

import strawberry
from msgspec import Struct
from strawberry import UNSET

from gql_content import model
from gql_content.errors import BadWindow, TokenNeeded
from gql_content.pacing import Work, batches, paced
from gql_content.repository import Content
from gql_content.schema.context import Info
from gql_content.schema.described import described
from gql_content.schema.enums import Severity

__all__ = [
    "Problem",
    "ProblemKind",
    "checked",
    "problem_count",
    "problem_kinds",
    "problems",
]

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
