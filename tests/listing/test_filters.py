from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gql_content.errors import BadFilter
from gql_content.library import Library
from gql_content.query import (
    EVERYTHING,
    ArticleFilter,
    BooleanFilter,
    DateFilter,
    FloatFilter,
    IdFilter,
    IntFilter,
    IntRange,
    SeoFilter,
    StringFilter,
    StringListFilter,
    SubjectFilter,
)
from tests.articles import article, libraries, library_of
from tests.listing.asking import GLOB, every, filters
from tests.listing.naive import fits, selected
from tests.listing.town import TOWN


def paths(condition: ArticleFilter, library: Library = TOWN) -> set[str]:
    return {one.path for one in every(library, condition)}


def titled(*titles: str) -> Library:
    return library_of(*(article(f"{at}.md", title=title) for at, title in enumerate(titles)))


def titles(library: Library, condition: StringFilter) -> set[str]:
    return {one.title for one in every(library, ArticleFilter(title=condition))}


ALL = set(TOWN.articles)


@settings(max_examples=250)
@given(libraries(), filters)
def test_any_filter_over_any_library_selects_what_the_naive_filter_selects(
    library: Library, condition: ArticleFilter
) -> None:
    found = every(library, condition)
    assert {one.path for one in found} == selected(library.articles.values(), condition)
    assert len({one.path for one in found}) == len(found)


@given(libraries(), filters, filters)
def test_and_or_and_not_are_what_sets_make_of_them(
    library: Library, one: ArticleFilter, other: ArticleFilter
) -> None:
    everywhere = paths(EVERYTHING, library)
    first, second = paths(one, library), paths(other, library)
    assert paths(ArticleFilter(and_=(one, other)), library) == first & second
    assert paths(ArticleFilter(or_=(one, other)), library) == first | second
    assert paths(ArticleFilter(not_=one), library) == everywhere - first


def test_an_empty_and_holds_and_an_empty_or_does_not() -> None:
    assert paths(ArticleFilter(and_=())) == ALL
    assert paths(ArticleFilter(or_=())) == set()
    assert paths(ArticleFilter(not_=ArticleFilter(or_=()))) == ALL


@pytest.mark.parametrize(
    "condition",
    [
        ArticleFilter(),
        ArticleFilter(url=StringFilter(), title=StringFilter(ignore_case=True)),
        ArticleFilter(article_id=IdFilter(), subject=SubjectFilter()),
        ArticleFilter(date=DateFilter(), score=FloatFilter(), no_index=BooleanFilter()),
        ArticleFilter(word_count=IntFilter()),
        ArticleFilter(keywords=StringListFilter(), seo=SeoFilter(title=StringFilter())),
        ArticleFilter(and_=(ArticleFilter(),), or_=(ArticleFilter(),)),
    ],
)
def test_none_asks_nothing(condition: ArticleFilter) -> None:
    assert paths(condition) == ALL


def test_all_conditions_that_stand_together_have_to_hold() -> None:
    both = ArticleFilter(
        slug=StringFilter(eq="division", starts_with="di"),
        score=FloatFilter(gt=0, lt=1),
    )
    assert paths(both) == {"cells/division.md"}


MISSING = library_of(article("none.md"))


@pytest.mark.parametrize(
    "condition",
    [
        ArticleFilter(author=StringFilter(ne="Ada")),
        ArticleFilter(author=StringFilter(not_in=("Ada", ""))),
        ArticleFilter(author=StringFilter(ne="", ignore_case=True)),
        ArticleFilter(author=StringFilter(is_blank=True)),
        ArticleFilter(article_id=IdFilter(ne="1", not_in=("2",), is_null=True)),
        ArticleFilter(subject=SubjectFilter(ne="Art", not_in=("Music", ""), is_null=True)),
        ArticleFilter(date=DateFilter(ne=date(2025, 2, 6), is_null=True)),
        ArticleFilter(score=FloatFilter(ne=0, is_null=True)),
        ArticleFilter(keywords=StringListFilter(has_none=("a",), is_empty=True)),
        ArticleFilter(seo=SeoFilter(canonical_url=StringFilter(ne="/", is_blank=True))),
    ],
)
def test_a_missing_value_differs_from_everything(condition: ArticleFilter) -> None:
    assert paths(condition, MISSING) == {"none.md"}


@pytest.mark.parametrize(
    "condition",
    [
        *(
            ArticleFilter(author=asked)
            for asked in (
                StringFilter(eq=""),
                StringFilter(eq="", ignore_case=True),
                StringFilter(in_=("",)),
                StringFilter(contains=""),
                StringFilter(starts_with=""),
                StringFilter(ends_with=""),
                StringFilter(glob="*"),
                StringFilter(is_blank=False),
            )
        ),
        *(
            ArticleFilter(score=asked)
            for asked in (
                FloatFilter(eq=0),
                FloatFilter(gt=-1e308),
                FloatFilter(gte=-1e308),
                FloatFilter(lt=1e308),
                FloatFilter(lte=1e308),
                FloatFilter(is_null=False),
            )
        ),
        *(
            ArticleFilter(date=asked)
            for asked in (
                DateFilter(gte=date.min),
                DateFilter(lte=date.max),
                DateFilter(year=2025),
                DateFilter(is_null=False),
            )
        ),
        ArticleFilter(article_id=IdFilter(eq="")),
        ArticleFilter(subject=SubjectFilter(eq="")),
        ArticleFilter(subject=SubjectFilter(in_=("", "!"))),
        ArticleFilter(keywords=StringListFilter(has="")),
    ],
)
def test_a_missing_value_equals_nothing_and_lies_nowhere(condition: ArticleFilter) -> None:
    assert paths(condition, MISSING) == set()


def test_case_counts_unless_it_is_ignored_and_then_in_every_script() -> None:
    library = titled("Äpfel", "äPFEL", "Straße", "STRASSE", "ΣΊΣΥΦΟΣ", "σίσυφος")
    assert titles(library, StringFilter(eq="äpfel")) == set()
    assert titles(library, StringFilter(eq="äpfel", ignore_case=True)) == {"Äpfel", "äPFEL"}
    assert titles(library, StringFilter(in_=("strasse",), ignore_case=True)) == {
        "Straße",
        "STRASSE",
    }
    assert titles(library, StringFilter(starts_with="σίσ", ignore_case=True)) == {
        "ΣΊΣΥΦΟΣ",
        "σίσυφος",
    }
    assert titles(library, StringFilter(glob="ÄP*L", ignore_case=True)) == {"Äpfel", "äPFEL"}
    assert "Äpfel" not in titles(library, StringFilter(ne="äPFEL", ignore_case=True))


def test_keywords_are_compared_without_regard_to_case() -> None:
    asked = StringListFilter(has_all=("MITOSIS", "cell"))
    assert paths(ArticleFilter(keywords=asked)) == {"cells/division.md"}
    assert paths(ArticleFilter(seo=SeoFilter(page_keywords=asked))) == {"cells/division.md"}


@pytest.mark.parametrize("name", ["cell-biology", "Cell Biology", "CELL BIOLOGY", " cell  biology"])
def test_a_subject_is_asked_for_by_its_slug_or_any_spelling(name: str) -> None:
    both = {"cells/division.md", "cells/meiosis.md"}
    assert paths(ArticleFilter(subject=SubjectFilter(eq=name))) == both
    assert paths(ArticleFilter(subject=SubjectFilter(in_=(name, "no")))) == both
    assert paths(ArticleFilter(subject=SubjectFilter(ne=name))) == ALL - both
    assert paths(ArticleFilter(subject=SubjectFilter(not_in=(name,)))) == ALL - both


def test_a_glob_is_about_the_whole_text_and_its_star_takes_slashes_and_line_breaks() -> None:
    library = titled("a/b\nc", "a", "ba", "[a]")
    assert titles(library, StringFilter(glob="a*")) == {"a/b\nc", "a"}
    assert titles(library, StringFilter(glob="a*c")) == {"a/b\nc"}
    assert titles(library, StringFilter(glob="[[]a]")) == {"[a]"}
    assert titles(library, StringFilter(glob="?a?")) == {"[a]"}


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(GLOB), max_size=8).map("".join), st.text("acCsä/.[]!\n", max_size=6)
)
def test_any_glob_fits_what_the_naive_one_fits(pattern: str, text: str) -> None:
    found = titles(titled(text), StringFilter(glob=pattern))
    assert found == ({text} if fits(pattern, text) else set())


@given(st.text(max_size=12), st.text("[]!-^\\&|~#*?a", max_size=12), st.booleans())
def test_any_text_at_all_is_a_glob(wild: str, wilder: str, ignore_case: bool) -> None:
    for pattern in (wild, wilder):
        found = titles(titled(pattern), StringFilter(glob=pattern, ignore_case=ignore_case))
        assert found <= {pattern}


LONG = "a" * 20_000


@pytest.mark.parametrize(
    ("pattern", "fitting"),
    [
        ("*a" * 400 + "b", False),
        ("*a" * 400, True),
        ("*?a" * 300 + "*b", False),
        ("a*" * 400 + "[!a]", False),
        ("*" * 1_000, True),
        ("?*" * 499 + "b", False),
        ("*[a-b]" * 160 + "c", False),
    ],
)
def test_no_glob_takes_forever_on_any_text(pattern: str, fitting: bool) -> None:
    # One that backtracks would not come back before the time limit of the tests, nor for years.
    asked = StringFilter(glob=pattern)
    assert titles(titled(LONG), asked) == ({LONG} if fitting else set())


def test_a_glob_may_be_so_long_and_no_longer() -> None:
    assert titles(titled("a" * 1_000), StringFilter(glob="a" * 1_000)) == {"a" * 1_000}
    with pytest.raises(BadFilter, match=r"1000.*1001") as caught:
        titles(titled("a"), StringFilter(glob="a" * 1_001))
    assert caught.value.code == "BAD_FILTER"


def test_an_article_without_words_has_none_and_that_is_a_number() -> None:
    assert paths(ArticleFilter(word_count=IntFilter(eq=0)), MISSING) == {"none.md"}
    assert paths(ArticleFilter(word_count=IntFilter(gt=-1, lt=1)), MISSING) == {"none.md"}
    assert paths(ArticleFilter(word_count=IntFilter(ne=0)), MISSING) == set()


def test_words_are_counted_between_both_ends() -> None:
    library = library_of(*(article(f"{count}.md", word_count=count) for count in (9, 10, 20, 21)))
    between = IntFilter(between=IntRange(start=10, end=20))
    assert paths(ArticleFilter(word_count=between), library) == {"10.md", "20.md"}


def test_numbers_that_are_equal_are_equal_however_they_are_written() -> None:
    library = library_of(article("a.md", score=-0.0), article("b.md", score=1.0))
    assert paths(ArticleFilter(score=FloatFilter(eq=0)), library) == {"a.md"}
    assert paths(ArticleFilter(score=FloatFilter(eq=1)), library) == {"b.md"}
    assert paths(ArticleFilter(score=FloatFilter(gt=0)), library) == {"b.md"}
