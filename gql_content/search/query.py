"""Parses search queries. Every text is a valid query, though it may have no terms.

    ribosome structure      all of these words; the last one may be a prefix
    "cell division"         these words in this order
    -plant  -"cell wall"    none of these

A query is cut after 200 characters and 20 terms. Stop words (the, of, how …) are ignored if there
are other words.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct

from gql_content.search.letters import clean_text, is_unspaced, normalize_text
from gql_content.search.stop_words import STOP_WORDS

__all__ = ["SearchQuery", "Term", "parse_query"]

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
