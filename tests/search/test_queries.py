import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.search.fts_query import (
    MAX_QUERY_CHARACTERS,
    MAX_TERMS,
    SearchQuery,
    Term,
    parse_query,
)


def term_texts(query: SearchQuery) -> list[str]:
    return [term.text for term in query.terms]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("cell division", ["cell", "division"]),
        ("  cell\tdivision\n", ["cell", "division"]),
        ('"cell division" plant', ["cell division", "plant"]),
        ("“cell division” plant", ["cell division", "plant"]),
        ('say "cell div', ["say", "cell div"]),
        ('""', []),
        ("foo-bar", ["foo bar"]),
        ("it's", ["it"]),
        ("Newton’s laws", ["Newton", "laws"]),
        ("don't", ["don t"]),
        ("C++ (what?)", ["C", "what"]),
        ("NEAR(a b) AND OR NOT title:x *", ["NEAR a", "b", "AND", "OR", "NOT", "title x"]),
        ("H₂O", ["H2O"]),
        ("cell cell", ["cell"]),
        ("!!! … ---", []),
        ("", []),
        ("\0\ud800", []),
    ],
)
def test_a_query_is_parsed_into_terms(text: str, terms: list[str]) -> None:
    assert term_texts(parse_query(text)) == terms


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("cell -plant", ["plant"]),
        ('cell -"cell wall"', ["cell wall"]),
        ("-plant", ["plant"]),
        ("--plant", ["plant"]),
        ("well-known", []),
        ("1 - 2", []),
        ("cell -", []),
    ],
)
def test_a_leading_minus_excludes(text: str, excluded: list[str]) -> None:
    assert [term.text for term in parse_query(text).excluded] == excluded


@pytest.mark.parametrize(
    ("text", "last_is_prefix"),
    [
        ("photosyn", True),
        ("light photosyn", True),
        ("photosynthesis ", False),
        ("photosynthesis?", False),
        ('"cell div', False),
        ("cell -pla", False),
        ("", False),
    ],
)
def test_only_a_last_word_at_the_end_may_be_a_prefix(text: str, last_is_prefix: bool) -> None:
    assert parse_query(text).last_is_prefix is last_is_prefix


def test_stop_words_are_ignored_if_there_are_other_words() -> None:
    assert [term.text for term in parse_query("what is the role of cells").significant_terms] == [
        "role",
        "cells",
    ]
    assert [term.text for term in parse_query("what is the").significant_terms] == [
        "what",
        "is",
        "the",
    ]
    assert [term.text for term in parse_query('"the" cells').significant_terms] == ["the", "cells"]


def test_a_long_query_is_cut() -> None:
    assert len(parse_query(" ".join(map(str, range(1_000)))).terms) == MAX_TERMS
    assert parse_query("x" * 1_000).terms == (Term(("x" * MAX_QUERY_CHARACTERS,)),)


def test_the_fallback_terms_of_unspaced_letters_are_pairs() -> None:
    (term,) = parse_query("光合作用").terms
    assert [part.text for part in term.fallback_terms] == ["光合", "合作", "作用"]
    assert Term(("光合",)).fallback_terms == (Term(("光合",)),)
    assert Term(("cell", "wall"), quoted=True).fallback_terms == (
        Term(("cell", "wall"), quoted=True),
    )
    assert Term(("cell", "wall")).fallback_terms == (Term(("cell",)), Term(("wall",)))


@given(st.text())
def test_every_text_can_be_parsed(text: str) -> None:
    query = parse_query(text)
    assert len(query.terms) + len(query.excluded) <= MAX_TERMS
    assert all(word for term in (*query.terms, *query.excluded) for word in term.words)
    assert set(query.significant_terms) <= set(query.terms)
    assert bool(query.significant_terms) == bool(query.terms)
