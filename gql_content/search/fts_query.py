"""From what a person types to an FTS5 expression. Every text is a query."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import TypeVar
from unicodedata import combining, normalize

from msgspec import Struct

from gql_content.search.normalization import (
    STOP_WORDS,
    clean_text,
    is_unspaced,
    normalize_text,
    separate_unspaced,
)

__all__ = [
    "MAX_QUERY_CHARACTERS",
    "MAX_TERMS",
    "SearchQuery",
    "Term",
    "find_completions",
    "find_first",
    "fold_word",
    "has_match",
    "match_phrase",
    "match_prefix",
    "parse_query",
    "read_vocabulary",
]


MAX_QUERY_CHARACTERS = 200
MAX_TERMS = 20

QUOTE_TRANSLATION = str.maketrans("“”„‟«»＂「」『』", '"' * 11)
TERM_PATTERN = re.compile(
    r'(?P<minus>(?<!\S)[-−–]+(?=[^\s\-−–]))?(?:"(?P<quoted>[^"]*)"?|(?P<word>[^\s"]+))'
)
POSSESSIVE = re.compile(r"['’]s(?!\w)")
WORD_PATTERN = re.compile(r"\w+")


class Term(Struct, frozen=True):
    """Consecutive words, usually a single one."""

    words: tuple[str, ...]
    quoted: bool = False

    @property
    def text(self) -> str:
        """The words, separated by spaces."""
        return " ".join(self.words)

    @property
    def is_stop_word(self) -> bool:
        """Whether all its words are stop words, and it is not quoted."""
        return not self.quoted and all(word.lower() in STOP_WORDS for word in self.words)

    @property
    def fallback_terms(self) -> tuple["Term", ...]:
        """What to search for if the term has no match: its words, or pairs of unspaced letters."""
        if self.quoted:
            return (self,)
        if len(self.words) == 1 and is_unspaced(self.text) and len(self.text) > 2:
            return tuple(Term((first + second,)) for first, second in pairwise(self.text))
        return tuple(Term((word,)) for word in self.words)


class SearchQuery(Struct, frozen=True):
    """A parsed query; with `last_is_prefix` the last term may be the start of a word."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    last_is_prefix: bool = False

    @property
    def significant_terms(self) -> tuple[Term, ...]:
        """The terms without stop words, or all if there are no others."""
        return tuple(term for term in self.terms if not term.is_stop_word) or self.terms


def parse_query(text: str) -> SearchQuery:
    """Parses a search query; never raises."""
    text = clean_text(text[:MAX_QUERY_CHARACTERS]).translate(QUOTE_TRANSLATION)
    terms = [
        (match["minus"] is not None, parse_term(match)) for match in TERM_PATTERN.finditer(text)
    ]
    terms = [(minus, term) for minus, term in terms if term.words][:MAX_TERMS]
    last_is_word = bool(terms) and not terms[-1][0] and not terms[-1][1].quoted
    return SearchQuery(
        terms=unique_terms(term for minus, term in terms if not minus),
        excluded=unique_terms(term for minus, term in terms if minus),
        last_is_prefix=last_is_word and normalize_text(text).endswith(terms[-1][1].words[-1]),
    )


def parse_term(match: re.Match[str]) -> Term:
    quoted = match["quoted"]
    word = POSSESSIVE.sub("", match["word"]) if quoted is None else quoted
    return Term(tuple(WORD_PATTERN.findall(normalize_text(word))), quoted is not None)


def unique_terms(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Removes duplicates; the last occurrence counts, since it may be a prefix."""
    return tuple(reversed(dict.fromkeys(reversed(list(terms)))))


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


SELECT_ANY = "SELECT 1 FROM texts WHERE texts MATCH ? LIMIT 1"
SELECT_WORDS = "SELECT term, doc FROM vocabulary"
SELECT_PREFIX = (
    f"{SELECT_WORDS} WHERE term >= ? AND term < ? ORDER BY term = ? DESC, doc DESC, term LIMIT ?"
)

LAST_LETTER = "\U0010ffff"
MIN_PREFIX_LETTERS = 3  # shorter prefixes match too many words
MAX_COMPLETIONS = 8


def has_match(database: sqlite3.Connection, expression: str) -> bool:
    """Whether any article matches an expression."""
    return database.execute(SELECT_ANY, (expression,)).fetchone() is not None


class Completions(Struct, frozen=True):
    """The most frequent completions of a term, and whether it is a word itself."""

    words: tuple[Term, ...] = ()
    is_word: bool = False


def find_completions(database: sqlite3.Connection, term: Term) -> Completions:
    """The words that a term is a prefix of."""
    if not can_be_completed(term):
        return Completions()
    start = fold_word(term.words[-1])
    limits = (start, start + LAST_LETTER, start, MAX_COMPLETIONS + 1)
    words = [str(word) for word, _ in database.execute(SELECT_PREFIX, limits)]
    is_word = words[:1] == [start]
    return Completions(tuple(Term((word,)) for word in words[is_word:][:MAX_COMPLETIONS]), is_word)


def can_be_completed(term: Term) -> bool:
    """Whether a term is a single word, and long enough to have few completions."""
    return len(term.words) == 1 and len(term.words[0]) >= MIN_PREFIX_LETTERS


def read_vocabulary(database: sqlite3.Connection) -> tuple[Sequence[str], Sequence[int]]:
    """All words, and the number of articles of each."""
    rows = database.execute(SELECT_WORDS).fetchall()
    return [row[0] for row in rows], [row[1] for row in rows]


def fold_word(word: str) -> str:
    """A word as in the vocabulary: in lower case, without diacritics."""
    return "".join(
        character for character in normalize("NFD", word.lower()) if not combining(character)
    )


MAX_OPTIONAL_WORDS = 8  # words of which only some must match

Result = TypeVar("Result")


def find_first(
    database: sqlite3.Connection, query: SearchQuery, search: Callable[[str], Result], empty: Result
) -> Result:
    """The result of `search` for the articles that match all terms.

    If there are none and every term is known, the articles that match most of them.
    """
    excluded = [match_phrase(term) for term in query.excluded]
    candidates = (
        exclude(expression, excluded) for expression in generate_expressions(database, query)
    )
    return next((completions for completions in map(search, candidates) if completions), empty)


def generate_expressions(database: sqlite3.Connection, query: SearchQuery) -> Iterator[str]:
    """The expressions to try, in order."""
    if not query.terms:
        return
    parts = [match_phrase(term) for term in query.significant_terms]
    if all(term.is_stop_word for term in query.terms):
        yield match_in_titles(
            match_all(parts)
        )  # Stop words are only meaningful as part of a title.
        if len(parts) > 1:
            return
    if query.last_is_prefix and query.significant_terms[-1] == query.terms[-1]:
        parts[-1] = match_any([parts[-1], *complete_last_word(database, query.terms[-1])])
    yield match_all(parts)
    yield from relax_terms(database, query, parts)


def complete_last_word(database: sqlite3.Connection, term: Term) -> list[str]:
    """Completions of the last word.

    Texts are indexed by stems, and a stem need not begin like the typed word, so the completions
    are whole words of the vocabulary. If there are few, the prefix itself is searched for too,
    unless it is a word: its stem could be a prefix of anything ("relativity" has the stem "rel").
    """
    completions = find_completions(database, term)
    phrases = [match_phrase(word) for word in completions.words]
    if len(phrases) < MAX_COMPLETIONS and can_be_completed(term) and not completions.is_word:
        phrases.append(match_prefix(term))
    return phrases


def relax_terms(
    database: sqlite3.Connection, query: SearchQuery, parts: list[str]
) -> Iterator[str]:
    """Relaxed expressions; none if a word has no match at all, since it is probably misspelled."""
    optional: list[str] = []
    for term, part in zip(query.significant_terms, parts, strict=True):
        pieces = (
            [part]
            if term.fallback_terms == (term,)
            else [match_phrase(piece) for piece in term.fallback_terms]
        )
        matching = [piece for piece in pieces if has_match(database, piece)]
        if not matching:
            return
        optional += matching
    optional = sorted(optional, key=len, reverse=True)[
        :MAX_OPTIONAL_WORDS
    ]  # the longest words are the most specific
    if len(optional) > 2:
        yield match_all_but_one(optional)
    yield match_any(optional)
