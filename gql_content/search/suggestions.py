"""Spelling suggestions for queries without hits, from the words of the index."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice, product
from threading import Lock

from gql_content.search.fts_query import (
    SearchQuery,
    Term,
    find_completions,
    find_first,
    fold_word,
    has_match,
    match_phrase,
    match_prefix,
    parse_query,
    read_vocabulary,
)
from gql_content.search.read_transactions import IndexState, ReadTransaction

__all__ = ["Suggester"]


MAX_SUGGESTIONS = 3
MAX_CANDIDATES_PER_WORD = 4
MAX_REWRITES = 24
MIN_SUGGESTION_LETTERS = 3
MAX_UNKNOWN_WORDS = 4

Vocabulary = tuple[Sequence[str], Sequence[int]]


class Suggester:
    """Suggests queries from the vocabulary of an index, which is read on first use."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._vocabulary_state: IndexState | None = None
        self._vocabulary: Vocabulary = ((), ())

    def suggest(self, transaction: ReadTransaction, text: str) -> tuple[str, ...]:
        """Complete queries that have hits, the most likely first."""
        query = parse_query(text)
        unknown = find_unknown_words(transaction, query)
        if not 0 < len(unknown) <= MAX_UNKNOWN_WORDS:
            return ()
        candidates = generate_rewrites(text, unknown, self._get_vocabulary(transaction))
        return tuple(
            islice(filter(partial(has_hits, transaction.database), candidates), MAX_SUGGESTIONS)
        )

    def _get_vocabulary(self, transaction: ReadTransaction) -> Vocabulary:
        with self._lock:
            if self._vocabulary_state != transaction.state:
                self._vocabulary = read_vocabulary(transaction.database)
                self._vocabulary_state = transaction.state
            return self._vocabulary


def has_hits(database: sqlite3.Connection, text: str) -> bool:
    """Whether a query has hits."""
    return find_first(database, parse_query(text), partial(has_match, database), empty=False)


def find_unknown_words(transaction: ReadTransaction, query: SearchQuery) -> list[str]:
    """The words that neither match an article nor are a prefix of a known word."""
    words = dict.fromkeys(word for term in query.terms for word in term.words)
    unknown = [
        word for word in words if not has_match(transaction.database, match_phrase(Term((word,))))
    ]
    return [word for word in unknown if not is_prefix(transaction, query, word)]


def is_prefix(transaction: ReadTransaction, query: SearchQuery, word: str) -> bool:
    last = query.terms[-1]
    if not query.last_is_prefix or last.words[-1] != word:
        return False
    return bool(find_completions(transaction.database, last).words) or has_match(
        transaction.database, match_prefix(last)
    )


def generate_rewrites(text: str, unknown: Sequence[str], vocabulary: Vocabulary) -> Iterator[str]:
    """The text with its unknown words replaced, the best combinations first."""
    choices = [enumerate(find_similar_words(word, vocabulary)) for word in unknown]
    for combination in sorted(product(*choices), key=total_rank)[:MAX_REWRITES]:
        candidate = text
        for word, (_, replacement) in zip(unknown, combination, strict=True):
            candidate = re.sub(rf"\b{re.escape(word)}\b", replacement, candidate)
        yield candidate


def find_similar_words(word: str, vocabulary: Vocabulary) -> list[str]:
    """The words with the fewest differing letters, the most frequent first."""
    if len(word) < MIN_SUGGESTION_LETTERS:
        return []
    words, counts = vocabulary
    max_edits = 1 if len(word) < 5 else 2
    # Imported late: start-up does not need it.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    matches = process.extract(
        fold_word(word), words, scorer=OSA.distance, score_cutoff=max_edits, limit=None
    )
    matches.sort(key=lambda match: (match[1], -counts[match[2]], match[0]))
    return [match[0] for match in matches[:MAX_CANDIDATES_PER_WORD]]


def total_rank(combination: tuple[tuple[int, str], ...]) -> int:
    return sum(rank for rank, _ in combination)
