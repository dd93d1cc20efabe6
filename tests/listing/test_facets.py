from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from gql_content.library import Library
from gql_content.model import Article
from gql_content.query import (
    EVERYTHING,
    ArticleFilter,
    DateFilter,
    FacetField,
    StringFilter,
    StringListFilter,
    SubjectFilter,
    facets_of,
)
from tests.articles import libraries


def counted(library: Library, field: FacetField, condition: ArticleFilter) -> dict[str, int]:
    (facet,) = facets_of(library, condition, [field], limit=1_000)
    return {one.value: one.count for one in facet.values}


def values_of(article: Article, field: FacetField) -> set[str]:
    """An independent reading of what an article counts for."""
    date = article.date.isoformat() if article.date else ""
    values = {
        FacetField.SUBJECT: {article.subject_slug},
        FacetField.AUTHOR: {article.author},
        FacetField.YEAR: {date[:4]},
        FacetField.MONTH: {date[:7]},
        FacetField.SCHEMA: {article.schema_name},
    }
    return {value for value in values[field] if value}


@given(libraries(), st.sampled_from([field for field in FacetField if field != FacetField.KEYWORD]))
def test_each_value_counts_the_articles_that_have_it(library: Library, field: FacetField) -> None:
    expected = Counter(
        value for article in library.articles.values() for value in values_of(article, field)
    )
    assert counted(library, field, EVERYTHING) == dict(expected)


@given(libraries())
def test_a_keyword_counts_the_articles_that_have_it_whatever_its_case(library: Library) -> None:
    expected = Counter(
        keyword
        for article in library.articles.values()
        for keyword in {one.casefold() for one in article.seo.page_keywords}
        if keyword
    )
    assert counted(library, FacetField.KEYWORD, EVERYTHING) == dict(expected)


@given(libraries())
def test_what_is_asked_of_a_field_does_not_narrow_its_own_facet(library: Library) -> None:
    for field, condition in {
        FacetField.SUBJECT: ArticleFilter(subject=SubjectFilter(eq="biology")),
        FacetField.AUTHOR: ArticleFilter(and_=(ArticleFilter(author=StringFilter(eq="nobody")),)),
        FacetField.KEYWORD: ArticleFilter(keywords=StringListFilter(has="nothing")),
        FacetField.YEAR: ArticleFilter(date=DateFilter(year=1900)),
        FacetField.MONTH: ArticleFilter(date=DateFilter(year=1900)),
        FacetField.SCHEMA: ArticleFilter(schema_name=StringFilter(eq="none")),
    }.items():
        assert counted(library, field, condition) == counted(library, field, EVERYTHING)


@given(libraries())
def test_what_is_asked_of_another_field_narrows_a_facet(library: Library) -> None:
    condition = ArticleFilter(no_index=None, subject=SubjectFilter(is_null=True))
    expected = Counter(
        article.author
        for article in library.articles.values()
        if article.subject_slug is None and article.author
    )
    assert counted(library, FacetField.AUTHOR, condition) == dict(expected)


@given(libraries(), st.integers(0, 3))
def test_the_most_frequent_values_come_first_and_the_total_tells_of_the_rest(
    library: Library, limit: int
) -> None:
    (whole,) = facets_of(library, EVERYTHING, [FacetField.AUTHOR], limit=1_000)
    (cut,) = facets_of(library, EVERYTHING, [FacetField.AUTHOR], limit=limit)
    counts = [one.count for one in whole.values]
    assert counts == sorted(counts, reverse=True)
    assert cut.values == whole.values[:limit]
    assert cut.total == len(whole.values)


@given(libraries())
def test_subjects_are_labelled_with_their_names(library: Library) -> None:
    (facet,) = facets_of(library, EVERYTHING, [FacetField.SUBJECT], limit=1_000)
    assert {one.value: one.label for one in facet.values} == {
        slug: subject.name for slug, subject in library.subjects.items()
    }
