from datetime import datetime

import strawberry

from gql_content.repository import Content
from gql_content.schema.described import described
from gql_content.schema.problems import (
    Problem,
    ProblemKind,
    checked,
    problem_count,
    problem_kinds,
    problems,
)
from gql_content.schema.volatile import volatile

__all__ = ["ContentInfo"]


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
