"""The three kinds of rules: by what they look at, and so by when they have to look again."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from gql_content.checks.draft import Draft
from gql_content.checks.finding import Finding
from gql_content.checks.reference import Reference
from gql_content.checks.site import Site
from gql_content.model import Article

__all__ = ["ArticleRule", "DraftRule", "ReferenceRule", "Rule", "meaning_of"]


class DraftRule(Struct, frozen=True):
    """Looks at one file as it is written and at nothing else: its findings last as its bytes do."""

    code: str
    check: Callable[[Draft], Iterable[Finding]]


class ArticleRule(Struct, frozen=True):
    """Looks at an article among all others."""

    code: str
    check: Callable[[Article, Site], Iterable[Finding]]


class ReferenceRule(Struct, frozen=True):
    """Looks at where a link or an image of a text leads; the place is that of the reference."""

    code: str
    check: Callable[[Reference, Article, Site], Iterable[Finding]]


Rule = DraftRule | ArticleRule | ReferenceRule


def meaning_of(rule: Rule) -> str:
    """What a rule finds, in a sentence: the first of its function's description."""
    return " ".join((rule.check.__doc__ or "").split("\n\n")[0].split())
