"""A difference as it is seen by who knows the articles of one filter only."""

from hypothesis import given

from gql_content.library import Entry, Library, diff
from gql_content.model import Article
from gql_content.query import (
    EVERYTHING,
    ArticleFilter,
    StringFilter,
    SubjectFilter,
    Window,
    list_articles,
    within,
)
from tests.articles import article, files, library_of

GREEN = ArticleFilter(title=StringFilter(eq="green"))


def paths(articles: tuple[Article, ...]) -> list[str]:
    return [one.path for one in articles]


def test_an_article_that_begins_to_pass_is_added_and_one_that_ceases_to_is_removed() -> None:
    before = library_of(
        article("comes.md", title="red"),
        article("goes.md", title="green"),
        article("never.md", title="red"),
        article("stays.md", title="green", author="A"),
    )
    after = library_of(
        article("comes.md", title="green"),
        article("goes.md", title="red"),
        article("never.md", title="blue"),
        article("stays.md", title="green", author="B"),
    )
    found = within(diff(before, after), GREEN)
    assert paths(found.added) == ["comes.md"]
    assert paths(found.removed) == ["goes.md"]
    assert paths(found.modified) == ["stays.md"]
    assert found.former[0].author == "A"


def test_without_a_filter_everything_is_seen() -> None:
    found = diff(library_of(article("a.md")), library_of(article("b.md")))
    assert within(found, EVERYTHING) is found


@given(files(), files())
def test_the_lists_of_a_filter_differ_by_what_is_told(
    some: dict[str, Entry], others: dict[str, Entry]
) -> None:
    asked = ArticleFilter(subject=SubjectFilter(eq="computer-science"))
    before, after = Library.of(some), Library.of(others)
    told = within(diff(before, after), asked)
    known = {one.path: one.source.digest for one in listed(before, asked)}
    for one in told.removed:
        del known[one.path]
    for one in told.after:
        known[one.path] = one.source.digest
    assert known == {one.path: one.source.digest for one in listed(after, asked)}


def listed(library: Library, asked: ArticleFilter) -> tuple[Article, ...]:
    return list_articles(library, asked, window=Window(size=1_000)).articles
