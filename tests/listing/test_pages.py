from collections.abc import Callable, Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from gql_content.library import Entry, Library
from gql_content.model import Article
from gql_content.query import (
    EVERYTHING,
    ArticleFilter,
    Order,
    OrderKey,
    Slice,
    Sort,
    Window,
    list_articles,
)
from tests.articles import PATHS, article, entry, files, libraries, library_of
from tests.listing.asking import filters, orders, term
from tests.listing.naive import in_order, selects

SIZES = st.integers(1, 5)
Page = Callable[[str | None], Slice]


def naive(library: Library, condition: ArticleFilter, order: Order) -> list[Article]:
    return in_order((one for one in library.articles.values() if selects(condition, one)), order)


def forwards(page: Page) -> Iterator[Slice]:
    """All pages, each after the last article of the one before."""
    cursor = None
    while True:
        found = page(cursor)
        yield found
        if not found.has_next:
            return
        cursor = found.cursor(found.articles[-1])


def backwards(page: Page) -> Iterator[Slice]:
    """All pages from the end, each before the first article of the one before."""
    cursor = None
    while True:
        found = page(cursor)
        yield found
        if not found.has_previous:
            return
        cursor = found.cursor(found.articles[0])


@settings(max_examples=150)
@given(libraries(), filters | st.just(EVERYTHING), orders(), SIZES)
def test_pages_one_after_another_are_the_whole_list(
    library: Library, condition: ArticleFilter, order: Order, size: int
) -> None:
    whole = naive(library, condition, order)
    found: list[Article] = []
    for page in forwards(
        lambda cursor: list_articles(library, condition, order, Window(size=size, after=cursor))
    ):
        assert page.has_previous == bool(found)
        found += page.articles
        assert page.has_next == (len(found) < len(whole))
        assert page.total == len(whole)
        assert len(page.articles) == size or not page.has_next
    assert found == whole


@settings(max_examples=150)
@given(libraries(), filters | st.just(EVERYTHING), orders(), SIZES)
def test_pages_one_before_another_are_the_whole_list(
    library: Library, condition: ArticleFilter, order: Order, size: int
) -> None:
    whole = naive(library, condition, order)
    found: list[Article] = []
    for page in backwards(
        lambda cursor: list_articles(
            library, condition, order, Window(size=size, from_end=True, before=cursor)
        )
    ):
        assert page.has_next == bool(found)
        found = [*page.articles, *found]
        assert page.has_previous == (len(found) < len(whole))
        assert page.total == len(whole)
        assert len(page.articles) == size or not page.has_previous
    assert found == whole


class Change:
    """Files that change, appear and vanish between two pages."""

    def __init__(self, changed: dict[str, Entry], removed: list[str]) -> None:
        self.changed = changed
        self.removed = removed

    def __repr__(self) -> str:
        return f"Change({self.changed!r}, {self.removed!r})"


@st.composite
def changes(draw: st.DrawFn) -> list[Change]:
    return [
        Change(draw(files(most=3)), draw(st.lists(st.sampled_from(PATHS), max_size=2)))
        for _ in range(draw(st.integers(1, 4)))
    ]


class Moving:
    """A list whose library changes before every page but the first."""

    def __init__(self, library: Library, order: Order, coming: list[Change]) -> None:
        self.library = library
        self.order = order
        self.coming = iter(coming)
        self.stayed = dict(library.articles)

    def page(self, window: Window) -> Slice:
        if window.after is not None or window.before is not None:
            change = next(self.coming, None)
            if change is not None:
                self.library = self.library.replaced(change.changed, change.removed)
                now = self.library.articles
                self.stayed = {
                    path: one for path, one in self.stayed.items() if now.get(path) is one
                }
        return list_articles(self.library, EVERYTHING, self.order, window)

    def those_that_stayed(self, found: list[Article]) -> list[Article]:
        return [one for one in found if self.stayed.get(one.path) is one]


@settings(max_examples=150)
@given(libraries(most=20), orders(), SIZES, changes())
def test_no_article_that_stays_is_repeated_or_missed_while_others_come_and_go(
    library: Library, order: Order, size: int, coming: list[Change]
) -> None:
    moving = Moving(library, order, coming)
    found: list[Article] = []
    for page in forwards(lambda cursor: moving.page(Window(size=size, after=cursor))):
        found += page.articles
    assert moving.those_that_stayed(found) == in_order(moving.stayed.values(), order)


@settings(max_examples=150)
@given(libraries(most=20), orders(), SIZES, changes())
def test_no_article_that_stays_is_repeated_or_missed_on_the_way_back_either(
    library: Library, order: Order, size: int, coming: list[Change]
) -> None:
    moving = Moving(library, order, coming)
    found: list[Article] = []
    for page in backwards(
        lambda cursor: moving.page(Window(size=size, from_end=True, before=cursor))
    ):
        found = [*page.articles, *found]
    assert moving.those_that_stayed(found) == in_order(moving.stayed.values(), order)


@given(libraries(), orders(), st.data())
def test_any_window_is_that_part_of_the_list_and_knows_what_lies_around_it(
    library: Library, order: Order, data: st.DataObject
) -> None:
    whole = naive(library, EVERYTHING, order)
    given_out = list_articles(library, EVERYTHING, order, Window(size=100))
    place = st.none() | st.integers(0, len(whole) - 1) if whole else st.none()
    after, before = data.draw(place), data.draw(place)
    size, from_end = data.draw(st.integers(0, 14)), data.draw(st.booleans())
    found = list_articles(
        library,
        EVERYTHING,
        order,
        Window(
            size=size,
            from_end=from_end,
            after=None if after is None else given_out.cursor(whole[after]),
            before=None if before is None else given_out.cursor(whole[before]),
        ),
    )
    between = [
        one
        for at, one in enumerate(whole)
        if (after is None or at > after) and (before is None or at < before)
    ]
    expected = between[max(0, len(between) - size) :] if from_end else between[:size]
    assert list(found.articles) == expected
    assert found.total == len(whole)
    if expected:
        assert found.has_previous == (expected[0] != whole[0])
        assert found.has_next == (expected[-1] != whole[-1])


@given(libraries(), filters | st.just(EVERYTHING), orders(), SIZES)
def test_numbered_pages_are_the_whole_list(
    library: Library, condition: ArticleFilter, order: Order, size: int
) -> None:
    whole = naive(library, condition, order)
    found: list[Article] = []
    for offset in range(0, len(whole) + size, size):
        page = list_articles(library, condition, order, Window(size=size, offset=offset))
        assert list(page.articles) == whole[offset : offset + size]
        assert page.total == len(whole)
        assert page.has_next == (offset + size < len(whole))
        assert page.has_previous == (offset > 0 and bool(whole))
        found += page.articles
    assert found == whole


def test_a_page_beyond_the_end_is_empty_and_tells_that_something_lies_before_it() -> None:
    library = library_of(*(article(f"{stem}.md") for stem in "abc"))
    page = list_articles(library, window=Window(size=2, offset=10**12))
    assert (page.articles, page.total, page.has_next, page.has_previous) == ((), 3, False, True)


def test_a_page_of_no_articles_tells_the_total_and_whether_there_are_any() -> None:
    library = library_of(*(article(f"{stem}.md") for stem in "abc"))
    front = list_articles(library, window=Window(size=0))
    assert (front.articles, front.total, front.has_next, front.has_previous) == ((), 3, True, False)
    back = list_articles(library, window=Window(size=0, from_end=True))
    assert (back.articles, back.total, back.has_next, back.has_previous) == ((), 3, False, True)


def test_an_empty_list_has_nothing_around_it() -> None:
    for window in (Window(size=5), Window(size=5, from_end=True), Window(size=5, offset=3)):
        page = list_articles(library_of(), window=window)
        assert (page.articles, page.total) == ((), 0)
        assert (page.has_next, page.has_previous) == (False, False)


def test_cursors_that_lie_the_wrong_way_round_have_nothing_between_them() -> None:
    library = library_of(*(article(f"{stem}.md") for stem in "abcd"))
    whole = list_articles(library, window=Window(size=10))
    first, last = whole.cursor(whole.articles[0]), whole.cursor(whole.articles[3])
    assert list_articles(library, window=Window(size=10, after=last, before=first)).articles == ()


def test_an_article_that_comes_in_front_moves_nobodys_page() -> None:
    order = (term(OrderKey.TITLE, Sort.DESC),)
    library = library_of(*(article(f"{title}.md", title=title) for title in "abcd"))
    page = list_articles(library, EVERYTHING, order, Window(size=2))
    cursor = page.cursor(page.articles[-1])
    more = library.replaced({"z.md": entry(article("z.md", title="z"))})
    following = list_articles(more, EVERYTHING, order, Window(size=2, after=cursor))
    assert [one.title for one in following.articles] == ["b", "a"]


def test_paging_goes_on_where_the_article_of_the_cursor_has_gone() -> None:
    library = library_of(*(article(f"{title}.md", title=title) for title in "abcd"))
    page = list_articles(library, window=Window(size=2))
    cursor = page.cursor(page.articles[-1])
    fewer = library.replaced({}, ["b.md"])
    following = list_articles(fewer, window=Window(size=2, after=cursor))
    assert [one.slug for one in following.articles] == ["c", "d"]
