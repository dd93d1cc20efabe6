from collections.abc import Iterable

import pytest

from gql_content.errors import GqlContentError
from gql_content.library import Index, Library
from gql_content.library.library import MOST_VIEWS
from gql_content.model import Article
from tests.articles import article, entry, library_of

MANY = 200


class BuiltAnewError(GqlContentError):
    """A view was computed from all articles."""


def by_title(articles: Iterable[Article]) -> Index[str]:
    return Index[str].of(articles, lambda one: one.title)


def refuse(articles: Iterable[Article]) -> Index[str]:
    raise BuiltAnewError(len(list(articles)))


def is_at_hand(library: Library, name: str) -> bool:
    try:
        library.view(name, refuse)
    except BuiltAnewError:
        return False
    return True


@pytest.fixture
def large() -> Library:
    library = library_of(*(article(f"{number}.md", title="same") for number in range(MANY)))
    library.view("by title", by_title)
    return library


def test_a_view_is_built_once(large: Library) -> None:
    assert len(large.view("by title", refuse)["same"]) == MANY


def test_a_small_change_carries_a_view_along_without_building_it_anew(large: Library) -> None:
    following = large.replaced({"0.md": entry(article("0.md", title="new"))}, ["1.md"])
    view = following.view("by title", refuse)
    assert [one.path for one in view["new"]] == ["0.md"]
    assert len(view["same"]) == MANY - 2


def test_a_large_change_drops_the_views_to_be_built_anew(large: Library) -> None:
    changed = {f"{number}.md": f"new {number % 2}" for number in range(MANY)}
    following = large.replaced(
        {path: entry(article(path, title=title)) for path, title in changed.items()}
    )
    assert not is_at_hand(following, "by title")
    view = following.view("by title", by_title)
    assert {title: len(found) for title, found in view.items()} == {"new 0": 100, "new 1": 100}


def test_no_more_than_so_many_views_are_kept_and_a_dropped_one_is_built_anew() -> None:
    library = library_of(article("a.md", title="one"))
    names = [str(number) for number in range(2 * MOST_VIEWS)]
    for name in names:
        library.view(name, by_title)
    assert [name for name in names if is_at_hand(library, name)] == names[MOST_VIEWS:]
    assert len(library.view("0", by_title)["one"]) == 1


def test_a_view_that_is_built_out_of_another_keeps_the_bound_too() -> None:
    library = library_of(article("a.md", title="one"))
    names = [str(number) for number in range(MOST_VIEWS - 1)]
    for name in names:
        library.view(name, by_title)
    library.view("outer", lambda _: library.view("inner", by_title))
    assert not is_at_hand(library, "0")
    assert all(is_at_hand(library, name) for name in (*names[1:], "inner", "outer"))


def test_a_view_that_came_too_late_is_adopted_and_not_built_anew(large: Library) -> None:
    following = large.replaced({"0.md": entry(article("0.md", title="new"))}, ["1.md"])
    large.view("late", by_title)
    assert not is_at_hand(following, "late")
    following.adopt(large)
    view = following.view("late", refuse)
    assert [one.path for one in view["new"]] == ["0.md"]
    assert len(view["same"]) == MANY - 2


def test_what_is_adopted_keeps_the_bound_and_leaves_alone_what_is_there(large: Library) -> None:
    following = large.replaced({"0.md": entry(article("0.md", title="new"))})
    own = following.view("own", by_title)
    for name in ("own", *(str(number) for number in range(MOST_VIEWS - 2))):
        large.view(name, by_title)
    following.view("one more", by_title)
    following.adopt(large)
    assert following.view("own", refuse) is own
    kept = [name for name in map(str, range(MOST_VIEWS - 2)) if is_at_hand(following, name)]
    assert len(kept) == MOST_VIEWS - 3  # beside those by title, its own, and one more
