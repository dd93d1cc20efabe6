"""What a query without a hit may have meant: its unknown words, spelled as the index knows them."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice, product
from threading import Lock

from gql_content.search.expressions import beginning, phrase
from gql_content.search.matching import found_by
from gql_content.search.query import Query, Term, parse_query
from gql_content.search.reading import Snapshot, State
from gql_content.search.vocabulary import endings_of, folded, holds, words_and_counts

__all__ = ["Suggestions"]

MOST = 3
CANDIDATES = 4  # for one word
TRIED = 24
SHORTEST = 3
MOST_UNKNOWN = 4

Vocabulary = tuple[Sequence[str], Sequence[int]]


class Suggestions:
    """Suggestions from the vocabulary of an index, which is read when first needed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: State | None = None
        self._vocabulary: Vocabulary = ((), ())

    def of(self, snapshot: Snapshot, text: str) -> tuple[str, ...]:
        """Whole queries that find something, the likeliest first."""
        query = parse_query(text)
        unknown = unknown_words(snapshot, query)
        if not 0 < len(unknown) <= MOST_UNKNOWN:
            return ()
        candidates = rewritten(text, unknown, self._vocabulary_of(snapshot))
        return tuple(islice(filter(partial(finds, snapshot.database), candidates), MOST))

    def _vocabulary_of(self, snapshot: Snapshot) -> Vocabulary:
        with self._lock:
            if self._known != snapshot.state:
                self._vocabulary = words_and_counts(snapshot.database)
                self._known = snapshot.state
            return self._vocabulary


def finds(database: sqlite3.Connection, text: str) -> bool:
    """Whether a query has hits."""
    return found_by(database, parse_query(text), partial(holds, database), nothing=False)


def unknown_words(snapshot: Snapshot, query: Query) -> list[str]:
    """The words that no article holds and that are the beginning of none."""
    words = dict.fromkeys(word for term in query.terms for word in term.words)
    unknown = [word for word in words if not holds(snapshot.database, phrase(Term((word,))))]
    return [word for word in unknown if not is_beginning(snapshot, query, word)]


def is_beginning(snapshot: Snapshot, query: Query, word: str) -> bool:
    last = query.terms[-1]
    if not query.unfinished or last.words[-1] != word:
        return False
    return bool(endings_of(snapshot.database, last).words) or holds(
        snapshot.database, beginning(last)
    )


def rewritten(text: str, unknown: Sequence[str], vocabulary: Vocabulary) -> Iterator[str]:
    """The text with its unknown words replaced, the best replacements first."""
    choices = [enumerate(similar(word, vocabulary)) for word in unknown]
    for combination in sorted(product(*choices), key=places)[:TRIED]:
        candidate = text
        for word, (_, replacement) in zip(unknown, combination, strict=True):
            candidate = re.sub(rf"\b{re.escape(word)}\b", replacement, candidate)
        yield candidate


def similar(word: str, vocabulary: Vocabulary) -> list[str]:
    """The words that differ in the fewest letters, the most frequent of such first."""
    if len(word) < SHORTEST:
        return []
    words, counts = vocabulary
    most_edits = 1 if len(word) < 5 else 2
    # Imported when a query has found nothing: no start has to wait for it.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(
        folded(word), words, scorer=OSA.distance, score_cutoff=most_edits, limit=None
    )
    found.sort(key=lambda match: (match[1], -counts[match[2]], match[0]))
    return [match[0] for match in found[:CANDIDATES]]


def places(combination: tuple[tuple[int, str], ...]) -> int:
    return sum(place for place, _ in combination)
