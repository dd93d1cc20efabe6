import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.search.query import LONGEST, MOST_TERMS, Query, Term, parse_query


def words(query: Query) -> list[str]:
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
def test_a_text_is_read_as_terms(text: str, terms: list[str]) -> None:
    assert words(parse_query(text)) == terms


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
def test_a_minus_in_front_excludes(text: str, excluded: list[str]) -> None:
    assert [term.text for term in parse_query(text).excluded] == excluded


@pytest.mark.parametrize(
    ("text", "unfinished"),
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
def test_only_a_last_word_that_nothing_follows_may_be_unfinished(
    text: str, unfinished: bool
) -> None:
    assert parse_query(text).unfinished is unfinished


def test_function_words_tell_nothing_while_there_are_others() -> None:
    assert [term.text for term in parse_query("what is the role of cells").telling] == [
        "role",
        "cells",
    ]
    assert [term.text for term in parse_query("what is the").telling] == ["what", "is", "the"]
    assert [term.text for term in parse_query('"the" cells').telling] == ["the", "cells"]


def test_a_long_text_is_cut() -> None:
    assert len(parse_query(" ".join(map(str, range(1_000)))).terms) == MOST_TERMS
    assert parse_query("x" * 1_000).terms == (Term(("x" * LONGEST,)),)


def test_letters_that_no_space_divides_are_looked_for_in_pairs_where_all_together_are_nowhere() -> (
    None
):
    (term,) = parse_query("光合作用").terms
    assert [part.text for part in term.parts] == ["光合", "合作", "作用"]
    assert Term(("光合",)).parts == (Term(("光合",)),)
    assert Term(("cell", "wall"), quoted=True).parts == (Term(("cell", "wall"), quoted=True),)
    assert Term(("cell", "wall")).parts == (Term(("cell",)), Term(("wall",)))


@given(st.text())
def test_every_text_is_a_query(text: str) -> None:
    query = parse_query(text)
    assert len(query.terms) + len(query.excluded) <= MOST_TERMS
    assert all(word for term in (*query.terms, *query.excluded) for word in term.words)
    assert set(query.telling) <= set(query.terms)
    assert bool(query.telling) == bool(query.terms)
