"""FTS5 expressions. Each word is quoted, so that it cannot contain operators."""

from collections.abc import Sequence
from itertools import combinations

from gql_content.search.letters import separate_unspaced
from gql_content.search.query import Term

__all__ = [
    "exclude",
    "match_all",
    "match_all_but_one",
    "match_any",
    "match_in_titles",
    "match_phrase",
    "match_prefix",
]


def match_phrase(term: Term) -> str:
    """Matches consecutive words."""
    return '"' + separate_unspaced(term.text).replace('"', '""') + '"'


def match_prefix(term: Term) -> str:
    """Matches consecutive words, of which the last is a prefix."""
    return f"{match_phrase(term)} *"


def match_all(parts: Sequence[str]) -> str:
    """Matches all parts."""
    return join_parts(" AND ", parts)


def match_all_but_one(parts: Sequence[str]) -> str:
    """Matches all parts except any one."""
    return match_any([match_all(subset) for subset in combinations(parts, len(parts) - 1)])


def match_any(parts: Sequence[str]) -> str:
    """Matches at least one part."""
    return join_parts(" OR ", parts)


def match_in_titles(expression: str) -> str:
    """Matches in titles and questions only."""
    return f"{{title question}} : {expression}"


def exclude(expression: str, parts: Sequence[str]) -> str:
    """Matches an expression, but none of the parts."""
    return f"{expression} NOT {match_any(parts)}" if parts else expression


def join_parts(operator: str, parts: Sequence[str]) -> str:
    return f"({operator.join(parts)})"
