from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gql_content.errors import BadOrder
from gql_content.library import Entry, Library
from gql_content.model import Article
from gql_content.query import DEFAULT_ORDER, ArticleFilter, Order, OrderKey, Sort, list_articles
from gql_content.query.orders import Ordered
from tests.articles import article, files, libraries, library_of
from tests.listing.asking import ORDERS, every, filters, orders, term
from tests.listing.naive import in_order, selects


@settings(max_examples=200)
@given(libraries(), orders())
def test_any_order_is_the_naive_order(library: Library, order: Order) -> None:
    assert every(library, order=order) == in_order(library.articles.values(), order)


@settings(max_examples=50)
@given(libraries(), filters, orders())
def test_a_filtered_list_keeps_the_order_of_the_whole(
    library: Library, condition: ArticleFilter, order: Order
) -> None:
    everywhere = in_order(library.articles.values(), order)
    found = every(library, condition, order)
    assert found == [one for one in everywhere if selects(condition, one)]


@pytest.mark.parametrize("order", ORDERS)
@settings(max_examples=15)
@given(libraries(most=20))
def test_each_key_can_be_sorted_by_either_way(order: Order, library: Library) -> None:
    assert every(library, order=order) == in_order(library.articles.values(), order)


def test_missing_values_come_first_unless_they_are_to_come_last() -> None:
    early, late = date(2024, 1, 1), date(2025, 1, 1)
    library = library_of(
        article("early.md", date=early), article("late.md", date=late), article("none.md")
    )

    def by_date(sort: Sort) -> list[str]:
        return [one.slug for one in every(library, order=(term(OrderKey.DATE, sort),))]

    assert by_date(Sort.ASC) == ["none", "early", "late"]
    assert by_date(Sort.DESC) == ["none", "late", "early"]
    assert by_date(Sort.ASC_NULLS_LAST) == ["early", "late", "none"]
    assert by_date(Sort.DESC_NULLS_LAST) == ["late", "early", "none"]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("key", [key for key in OrderKey if key is not OrderKey.URL])
def test_articles_that_are_equal_stand_by_their_urls(key: OrderKey, sort: Sort) -> None:
    library = library_of(*(article(f"{stem}.md", title="same") for stem in "cab"))
    assert [one.slug for one in every(library, order=(term(key, sort),))] == ["a", "b", "c"]


def test_a_second_key_decides_where_the_first_does_not() -> None:
    library = library_of(
        article("a.md", subject="Art", score=1.0),
        article("b.md", subject="Music", score=3.0),
        article("c.md", subject="ART", score=2.0),
    )
    order = (term(OrderKey.SUBJECT), term(OrderKey.SCORE, Sort.DESC))
    assert [one.slug for one in every(library, order=order)] == ["c", "a", "b"]


def test_the_most_words_come_last_unless_they_are_to_come_first() -> None:
    library = library_of(*(article(f"{count}.md", word_count=count) for count in (10, 0, 9)))

    def by_words(sort: Sort) -> list[str]:
        return [one.slug for one in every(library, order=(term(OrderKey.WORD_COUNT, sort),))]

    assert by_words(Sort.ASC) == by_words(Sort.ASC_NULLS_LAST) == ["0", "9", "10"]
    assert by_words(Sort.DESC) == by_words(Sort.DESC_NULLS_LAST) == ["10", "9", "0"]


def test_titles_stand_as_if_all_were_small_letters() -> None:
    library = library_of(*(article(f"{title}.md", title=title) for title in ("b", "A", "C", "a")))
    found = every(library, order=(term(OrderKey.TITLE),))
    assert [one.title for one in found] == ["A", "a", "b", "C"]


def test_without_an_order_articles_stand_by_url() -> None:
    library = library_of(article("a.md", url="/2"), article("b.md", url="/1"))
    assert every(library) == every(library, order=DEFAULT_ORDER)
    assert [one.url for one in every(library)] == ["/1", "/2"]


def test_an_order_that_names_a_key_twice_is_refused_by_its_name() -> None:
    order = (term(OrderKey.DATE), term(OrderKey.URL), term(OrderKey.DATE, Sort.DESC))
    with pytest.raises(BadOrder, match="date twice") as caught:
        list_articles(library_of(), order=order)
    assert caught.value.code == "BAD_ORDER"


SLUG = "computer-science"


@given(files(), files(most=4), orders(), st.sampled_from((None, SLUG)))
def test_a_presorted_list_follows_a_change_as_if_it_were_sorted_anew(
    before: dict[str, Entry], changed: dict[str, Entry], order: Order, subject: str | None
) -> None:
    library = Library.of(before)
    following = library.replaced(changed)
    removed = [one for one in library.articles.values() if one not in following.articles.values()]
    added = [one for one in following.articles.values() if one not in library.articles.values()]
    listed = Ordered.of(of_subject(library, subject), order, subject)
    was = list(listed.articles)
    patched = listed.patched(removed, added)
    assert list(patched.articles) == in_order(of_subject(following, subject), order)
    assert list(listed.articles) == was


def of_subject(library: Library, subject: str | None) -> list[Article]:
    articles = library.articles.values()
    return [one for one in articles if subject is None or one.subject_slug == subject]
