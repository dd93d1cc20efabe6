from gql_content.library import Library
from gql_content.model import Article
from gql_content.query import (
    EVERYTHING,
    ArticleFilter,
    Order,
    OrderKey,
    Slice,
    Sort,
    StringFilter,
    Window,
    list_articles,
)
from tests.articles import article, entry, library_of
from tests.listing.asking import term

MANY = 500
BY_TITLE: Order = (term(OrderKey.TITLE, Sort.DESC),)


def library() -> Library:
    return library_of(*(article(f"{number}.md", title=f"t{number}") for number in range(MANY)))


def ask(of: Library, part: str = "t", order: Order = BY_TITLE, size: int = MANY) -> Slice:
    condition = ArticleFilter(title=StringFilter(contains=part))
    return list_articles(of, condition, order, Window(size=size))


def test_a_filtered_list_that_is_asked_for_again_is_the_same_object() -> None:
    content = library()
    first, again = ask(content), ask(content)
    assert len(first.articles) == MANY
    assert again.articles is first.articles


def test_the_remembered_list_is_cut_anew_for_every_page() -> None:
    content = library()
    whole = ask(content).articles
    assert ask(content, size=3).articles == whole[:3]
    assert ask(content).articles is whole


def test_another_filter_or_order_is_another_list() -> None:
    content = library()
    whole = ask(content).articles
    assert ask(content, part="t1").articles != whole
    by_url = ask(content, order=()).articles
    assert by_url != whole
    assert {one.path for one in by_url} == {one.path for one in whole}


def test_the_next_library_does_not_answer_from_the_memory_of_this_one() -> None:
    content = library()
    ask(content)
    more = content.replaced({"new.md": entry(article("new.md", title="to"))})
    assert ask(more).total == MANY + 1
    assert ask(content).total == MANY


def test_many_different_questions_drive_the_oldest_out() -> None:
    content = library()
    first = ask(content).articles
    for number in range(2_500):
        ask(content, part=f"nothing {number}")
    again = ask(content).articles
    assert again == first
    assert again is not first


def test_everything_needs_no_memory_and_is_in_order_all_the_same() -> None:
    content = library()
    found: tuple[Article, ...] = list_articles(
        content, EVERYTHING, BY_TITLE, Window(size=MANY)
    ).articles
    titles = [one.title for one in content.articles.values()]
    assert [one.title for one in found] == sorted(titles, reverse=True)
