"""Builds FTS5 expressions for a query, from strict to relaxed ones, until one has matches."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import TypeVar

from gql_content.search.expressions import (
    exclude,
    match_all,
    match_all_but_one,
    match_any,
    match_in_titles,
    match_phrase,
    match_prefix,
)
from gql_content.search.query import SearchQuery, Term
from gql_content.search.vocabulary import (
    MAX_COMPLETIONS,
    can_be_completed,
    find_completions,
    has_match,
)

__all__ = ["find_first"]

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
