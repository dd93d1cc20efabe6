from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.library import Entry, Index, Library
from gql_content.model import Article
from tests.articles import article, files

Key = Callable[[Article], str | None]

KEYS: dict[str, Key] = {
    "slug": lambda one: one.slug,
    "id": lambda one: one.article_id,
    "subject": lambda one: one.subject_slug,
    "url": lambda one: one.url,
}


def served(some: dict[str, Entry]) -> dict[str, Article]:
    return dict(Library.of(some).articles)


@pytest.mark.parametrize("name", KEYS)
@given(files().map(served), files(most=5).map(served), st.sets(st.integers(0, 11)))
def test_a_patched_index_is_the_index_of_what_is_there(
    name: str, before: dict[str, Article], changed: dict[str, Article], gone: set[int]
) -> None:
    paths = {path for number, path in enumerate(before) if number in gone} | changed.keys()
    removed = [one for path, one in before.items() if path in paths]
    index = Index[str].of(before.values(), KEYS[name])
    first = dict(index.items())
    patched = index.patched(removed, changed.values())
    kept = [one for path, one in before.items() if path not in paths]
    assert dict(patched.items()) == dict(
        Index[str].of([*kept, *changed.values()], KEYS[name]).items()
    )
    assert dict(index.items()) == first


def test_articles_of_one_key_stand_in_the_order_of_paths_and_those_without_in_none() -> None:
    late, early = article("b.md", article_id="1"), article("a.md", article_id="1")
    index = Index[str].of([late, early, article("c.md")], KEYS["id"])
    assert dict(index.items()) == {"1": (early, late)}
    assert index["2"] == ()
