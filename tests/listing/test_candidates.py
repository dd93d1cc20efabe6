from hypothesis import given, settings

from gql_content.library import Library
from gql_content.pacing import finish
from gql_content.query import ArticleFilter, IdFilter, Order, StringFilter, SubjectFilter
from gql_content.query.pagination import candidates
from gql_content.query.predicates import matches
from tests.articles import article, libraries, library_of
from tests.listing.asking import every, orders, pointing_filters
from tests.listing.naive import in_order, selects
from tests.listing.town import TOWN


@settings(max_examples=200)
@given(libraries(), pointing_filters, orders())
def test_where_we_look_never_changes_what_we_find(
    library: Library, condition: ArticleFilter, order: Order
) -> None:
    found = list(filter(matches(condition), finish(candidates(library, condition, order))))
    everywhere = in_order(library.articles.values(), order)
    assert found == [one for one in everywhere if selects(condition, one)]


def looked_at(condition: ArticleFilter, library: Library = TOWN) -> set[str]:
    return {one.path for one in finish(candidates(library, condition, ()))}


def test_an_exact_name_leads_to_its_articles_alone() -> None:
    division = StringFilter(eq="division")
    assert looked_at(ArticleFilter(path=StringFilter(eq="bare.md"))) == {"bare.md"}
    assert looked_at(ArticleFilter(url=StringFilter(in_=("/bare", "/no")))) == {"bare.md"}
    assert looked_at(ArticleFilter(article_id=IdFilter(eq="2"))) == {"cells/meiosis.md"}
    assert looked_at(ArticleFilter(slug=division)) == {"cells/division.md", "physics/division.md"}


def test_a_name_inside_and_leads_as_well() -> None:
    inside = ArticleFilter(and_=(ArticleFilter(), ArticleFilter(article_id=IdFilter(eq="2"))))
    assert looked_at(inside) == {"cells/meiosis.md"}


def test_a_name_that_nothing_bears_is_looked_for_nowhere() -> None:
    assert looked_at(ArticleFilter(url=StringFilter(eq="/no"))) == set()
    assert looked_at(ArticleFilter(article_id=IdFilter(in_=()))) == set()
    assert looked_at(ArticleFilter(and_=(ArticleFilter(slug=StringFilter(eq="no")),))) == set()


def test_a_name_that_may_be_written_otherwise_is_looked_for_everywhere() -> None:
    anyhow = ArticleFilter(path=StringFilter(eq="BARE.MD", ignore_case=True))
    assert looked_at(anyhow) == set(TOWN.articles)
    assert [one.path for one in every(TOWN, anyhow)] == ["bare.md"]


def test_a_name_under_or_or_not_leads_nowhere_in_particular() -> None:
    named = ArticleFilter(path=StringFilter(eq="bare.md"))
    assert looked_at(ArticleFilter(or_=(named,))) == set(TOWN.articles)
    assert looked_at(ArticleFilter(not_=named)) == set(TOWN.articles)


def test_a_subject_leads_to_its_articles() -> None:
    cells = {"cells/division.md", "cells/meiosis.md"}
    assert looked_at(ArticleFilter(subject=SubjectFilter(eq="Cell biology"))) == cells


def test_subjects_that_nobody_wrote_about_are_looked_for_nowhere_and_push_no_view_out() -> None:
    library = library_of(article("a.md", subject="Art"))
    subjects = library.subjects
    for number in range(300):
        assert looked_at(ArticleFilter(subject=SubjectFilter(eq=f"no {number}")), library) == set()
    assert library.subjects is subjects
