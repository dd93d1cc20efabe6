from datetime import date

from hypothesis import given

from gql_content.library import Library
from gql_content.model import Article
from gql_content.query import Scope, neighbour
from tests.articles import libraries


def place(article: Article) -> tuple[bool, date, str]:
    return article.date is not None, article.date or date.min, article.url


def row(library: Library, article: Article, scope: Scope) -> list[Article]:
    """The articles among which neighbours are looked for, sorted by hand."""
    return sorted(
        (
            one
            for one in library.articles.values()
            if scope is Scope.ALL or one.subject_slug == article.subject_slug
        ),
        key=place,
    )


@given(libraries())
def test_neighbours_stand_beside_an_article_in_the_order_of_publication(library: Library) -> None:
    for article in library.articles.values():
        for scope in Scope:
            if scope is Scope.SUBJECT and article.subject_slug is None:
                continue
            standing = row(library, article, scope)
            index = standing.index(article)
            before = standing[index - 1] if index else None
            after = standing[index + 1] if index + 1 < len(standing) else None
            assert neighbour(library, article, scope, -1) is before
            assert neighbour(library, article, scope, +1) is after


@given(libraries())
def test_an_article_without_a_subject_has_no_neighbours_in_it(library: Library) -> None:
    for article in library.articles.values():
        if article.subject_slug is None:
            assert neighbour(library, article, Scope.SUBJECT, +1) is None
            assert neighbour(library, article, Scope.SUBJECT, -1) is None
