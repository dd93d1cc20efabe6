"""What a query looks for, so that it finds something."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import TypeVar

from gql_content.search.expressions import (
    all_of,
    any_of,
    beginning,
    in_titles,
    most_of,
    phrase,
    without,
)
from gql_content.search.query import Query, Term
from gql_content.search.vocabulary import MOST_ENDINGS, endings_of, holds, is_long

__all__ = ["found_by"]

MOST_LOOSE = 8  # words of which only some have to be found

Found = TypeVar("Found")


def found_by(
    database: sqlite3.Connection, query: Query, look: Callable[[str], Found], nothing: Found
) -> Found:
    """What `look` finds of the articles that hold all terms.

    Where none does and each term is known, of those with the most.
    """
    excluded = [phrase(term) for term in query.excluded]
    wholes = (without(one, excluded) for one in expressions(database, query))
    return next((found for found in map(look, wholes) if found), nothing)


def expressions(database: sqlite3.Connection, query: Query) -> Iterator[str]:
    """What to look for, one after the other until something is found."""
    if not query.terms:
        return
    parts = [phrase(term) for term in query.telling]
    if all(term.is_function_word for term in query.terms):
        yield in_titles(all_of(parts))  # Such words tell something only where they are a name.
        if len(parts) > 1:
            return
    if query.unfinished and query.telling[-1] == query.terms[-1]:
        parts[-1] = any_of([parts[-1], *endings(database, query.terms[-1])])
    yield all_of(parts)
    yield from looser(database, query, parts)


def endings(database: sqlite3.Connection, term: Term) -> list[str]:
    """What a last word may become.

    Texts are compared by stems, and a stem need not begin as the word that is typed; so these are
    whole words of the vocabulary. Only where it knows few is the beginning itself looked for: not
    where it is a word, the stem of which may begin anything ("relativity" has the stem "rel").
    """
    found = endings_of(database, term)
    phrases = [phrase(word) for word in found.words]
    if len(phrases) < MOST_ENDINGS and is_long(term) and not found.is_word:
        phrases.append(beginning(term))
    return phrases


def looser(database: sqlite3.Connection, query: Query, parts: list[str]) -> Iterator[str]:
    """Not for a word that is nowhere: it is misspelled, and what else was meant is not known."""
    loose: list[str] = []
    for term, part in zip(query.telling, parts, strict=True):
        pieces = [part] if term.parts == (term,) else [phrase(piece) for piece in term.parts]
        known = [piece for piece in pieces if holds(database, piece)]
        if not known:
            return
        loose += known
    loose = sorted(loose, key=len, reverse=True)[:MOST_LOOSE]  # the longest words tell the most
    if len(loose) > 2:
        yield most_of(loose)
    yield any_of(loose)
