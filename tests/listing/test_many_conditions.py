"""Many conditions mean the same as each of them alone, and cost little more than one."""

from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.errors import BadFilter
from gql_content.query import ArticleFilter, StringFilter, StringListFilter
from gql_content.query.condition_groups import All, Check, Denied, Either, Needles, tree_of
from gql_content.query.operators import Glob, Operator
from tests.articles import article, library_of
from tests.listing.asking import every

LETTERS = st.text(alphabet="abAß文\n\0\ud800", max_size=6)
PATTERNS = st.text(alphabet="ab*?[]!-", max_size=8)


@given(st.lists(LETTERS, max_size=20), st.lists(LETTERS, max_size=20))
def test_all_texts_are_found_that_hold_one_of_many(texts: list[str], wanted: list[str]) -> None:
    found = list(Needles(wanted).places(texts))
    assert found == [
        place for place, text in enumerate(texts) if any(one in text for one in wanted)
    ]


@given(PATTERNS, st.text(alphabet="ab\n", max_size=8))
def test_a_glob_fits_what_the_shell_has_it_fit(pattern: str, text: str) -> None:
    glob = Glob(pattern)
    assert glob.test(text) == fnmatchcase(text, pattern)
    assert glob.literal in text or not glob.test(text)
    condition = ArticleFilter(title=StringFilter(glob=pattern))
    assert bool(every(library_of(article("a.md", title=text)), condition)) == glob.test(text)


def titled(**asked: object) -> ArticleFilter:
    return ArticleFilter(title=StringFilter(**asked))  # pyright: ignore[reportArgumentType] - of any operator


def test_equalities_become_one_set() -> None:
    asked = (titled(eq="a"), titled(in_=("b", "c")), titled(eq="a"))
    tree = tree_of(ArticleFilter(or_=asked))
    assert tree == Check("title", Operator.IN, frozenset("abc"))


def test_texts_to_look_for_become_one_check_for_each_way_of_looking() -> None:
    asked = [titled(contains=str(number)) for number in range(100)]
    asked += [titled(glob=f"*x{number}*") for number in range(100)]
    asked += [titled(starts_with=str(number)) for number in range(100)]
    tree = tree_of(ArticleFilter(or_=tuple(asked)))
    assert isinstance(tree, Either)
    assert len(tree.parts) == 2


def test_that_none_of_many_holds_is_asked_once() -> None:
    denied = tuple(ArticleFilter(not_=titled(contains=str(number))) for number in range(9))
    tree = tree_of(ArticleFilter(and_=denied, title=StringFilter(ne="a")))
    assert isinstance(tree, Denied)
    assert isinstance(tree.part, Either)
    assert len(tree.part.parts) == 2


def test_items_that_a_list_has_to_have_become_one_set() -> None:
    each = tuple(ArticleFilter(keywords=StringListFilter(has=one)) for one in "ABC")
    items = frozenset("abc")
    assert tree_of(ArticleFilter(and_=each)) == Check("keywords", Operator.HAS_ALL, items)
    assert tree_of(ArticleFilter(or_=each)) == Check("keywords", Operator.HAS_ANY, items)


def test_what_is_cheap_is_asked_first() -> None:
    tree = tree_of(
        ArticleFilter(
            title=StringFilter(glob="*a?b*"),
            url=StringFilter(contains="a"),
            author=StringFilter(eq="a"),
        )
    )
    assert isinstance(tree, All)
    operators = [part.operator for part in tree.parts if isinstance(part, Check)]
    assert operators == [Operator.IN, Operator.CONTAINS, Operator.GLOB]


@pytest.mark.parametrize("name", ["contains", "starts_with", "ends_with", "glob"])
def test_a_text_to_look_for_has_a_longest_length(name: str) -> None:
    library = library_of(article("a.md"))
    assert every(library, titled(**{name: "a" * 1_000})) == []
    with pytest.raises(BadFilter, match="1000 characters; this one has 1001"):
        every(library, titled(**{name: "a" * 1_001}))
