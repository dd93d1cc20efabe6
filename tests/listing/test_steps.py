"""What looks at all articles does so in steps, each of few of them."""

from collections.abc import Callable
from datetime import date

import pytest

from gql_content.library import Diff
from gql_content.pacing import BATCH, Work
from gql_content.query import (
    ArticleFilter,
    FacetField,
    OrderKey,
    OrderTerm,
    Scope,
    Sort,
    StringFilter,
    StringListFilter,
    Window,
    divided,
    listed,
    narrowed,
    nearing,
    neighbouring,
    paths_of,
)
from tests.articles import article, library_of

COUNT = 40 * BATCH
ARTICLES = tuple(
    article(
        f"{number}.md",
        title=f"Title number {number}",
        subject="Only",
        keywords=(f"Key {number % 7}", f"Own {number}"),
        date=date(2024, 1 + number % 12, 1),
        article_id=str(number),
        links=("/0",),
    )
    for number in range(COUNT)
)
WINDOW = Window(size=1)
TITLED = ArticleFilter(title=StringFilter(contains="number", ignore_case=True))
MANY = ArticleFilter(
    or_=tuple(
        ArticleFilter(title=StringFilter(glob=f"*[{number % 10}]*{number}?x"))
        for number in range(500)
    )
)
BY_TITLE = tuple(OrderTerm(key, Sort.DESC) for key in (OrderKey.TITLE, OrderKey.DATE))

WORK: dict[str, Callable[[], Work[object]]] = {
    "filter": lambda: listed(library_of(*ARTICLES), TITLED, (), WINDOW),
    "order": lambda: listed(library_of(*ARTICLES), ArticleFilter(), BY_TITLE, WINDOW),
    "paths": lambda: paths_of(library_of(*ARTICLES), TITLED),
    "facets": lambda: divided(library_of(*ARTICLES), TITLED, [FacetField.KEYWORD], 5),
    "facets of everything": lambda: divided(
        library_of(*ARTICLES), ArticleFilter(), [FacetField.YEAR], 5
    ),
    "nearest": lambda: nearing(library_of(*ARTICLES), ARTICLES[0], 5, ()),
    "neighbour": lambda: neighbouring(library_of(*ARTICLES), ARTICLES[0], Scope.ALL, 1),
    "backlinks": lambda: library_of(*ARTICLES).linking_to(ARTICLES[0]),
    "ids": lambda: library_of(*ARTICLES).by_id(),
    "stems": lambda: library_of(*ARTICLES).by_stem(),
    "difference": lambda: narrowed(Diff(added=ARTICLES), TITLED),
}


def steps_of(work: Work[object]) -> int:
    return sum(1 for _ in work)


@pytest.mark.parametrize("name", WORK)
def test_work_over_all_articles_is_done_in_steps(name: str) -> None:
    assert steps_of(WORK[name]()) >= COUNT // BATCH


def test_the_more_is_asked_the_fewer_articles_a_step_has() -> None:
    library = library_of(*ARTICLES)
    usual = steps_of(listed(library, TITLED, (), WINDOW))
    assert steps_of(listed(library, MANY, (), WINDOW)) > 4 * usual


def test_what_has_been_worked_out_takes_no_step_more() -> None:
    library = library_of(*ARTICLES)
    keywords = ArticleFilter(keywords=StringListFilter(has="key 3"))
    for work in (
        lambda: listed(library, keywords, BY_TITLE, WINDOW),
        lambda: divided(library, keywords, [FacetField.KEYWORD], 5),
        lambda: library.linking_to(ARTICLES[1]),
        lambda: neighbouring(library, ARTICLES[0], Scope.ALL, 1),
    ):
        assert steps_of(work()) > 0
        assert steps_of(work()) == 0


def test_who_gives_up_leaves_the_work_for_the_next_one() -> None:
    library = library_of(*ARTICLES)
    whole = steps_of(listed(library_of(*ARTICLES), TITLED, BY_TITLE, WINDOW))
    given_up = listed(library, TITLED, BY_TITLE, WINDOW)
    for _ in range(whole // 2):
        next(given_up)
    given_up.close()
    assert steps_of(listed(library, TITLED, BY_TITLE, WINDOW)) <= whole - whole // 2 + 2
