"""The language of FTS5. Each word is quoted, so that nothing in it means anything."""

from collections.abc import Sequence
from itertools import combinations

from gql_content.search.letters import cut
from gql_content.search.query import Term

__all__ = ["all_of", "any_of", "beginning", "in_titles", "most_of", "phrase", "without"]


def phrase(term: Term) -> str:
    """These words, one after the other."""
    return '"' + cut(term.text).replace('"', '""') + '"'


def beginning(term: Term) -> str:
    """These words, of which the last one may go on."""
    return f"{phrase(term)} *"


def all_of(parts: Sequence[str]) -> str:
    """Every part."""
    return grouped(" AND ", parts)


def most_of(parts: Sequence[str]) -> str:
    """All of the parts but one, whichever."""
    return any_of([all_of(some) for some in combinations(parts, len(parts) - 1)])


def any_of(parts: Sequence[str]) -> str:
    """One of the parts, or more."""
    return grouped(" OR ", parts)


def in_titles(expression: str) -> str:
    """What matches in titles and questions."""
    return f"{{title question}} : {expression}"


def without(expression: str, parts: Sequence[str]) -> str:
    """What matches an expression and none of the parts."""
    return f"{expression} NOT {any_of(parts)}" if parts else expression


def grouped(operator: str, parts: Sequence[str]) -> str:
    return f"({operator.join(parts)})"
