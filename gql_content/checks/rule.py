"""The three kinds of rules, by their input, which decides when they have to run again."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from gql_content.checks.draft import SourceFile
from gql_content.checks.finding import Finding
from gql_content.checks.reference import Reference
from gql_content.checks.site import RuleContext
from gql_content.model import Article

__all__ = ["ArticleRule", "FileRule", "ReferenceRule", "Rule", "describe_rule"]


class FileRule(Struct, frozen=True):
    """Checks one file only, so its findings are valid as long as the bytes are the same."""

    code: str
    check: Callable[[SourceFile], Iterable[Finding]]


class ArticleRule(Struct, frozen=True):
    """Checks an article in the context of all others."""

    code: str
    check: Callable[[Article, RuleContext], Iterable[Finding]]


class ReferenceRule(Struct, frozen=True):
    """Checks the target of a link or image. Findings have the position of the reference."""

    code: str
    check: Callable[[Reference, Article, RuleContext], Iterable[Finding]]


Rule = FileRule | ArticleRule | ReferenceRule


def describe_rule(rule: Rule) -> str:
    """Return the first paragraph of the docstring of a rule's function."""
    return " ".join((rule.check.__doc__ or "").split("\n\n")[0].split())
