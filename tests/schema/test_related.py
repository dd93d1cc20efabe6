"""Related links, those that lead somewhere and those that do not."""

from typing import Any

from tests.schema.conftest import DARK, LEAP, MOSS
from tests.served import Served

RELATED = """query ($path: String!, $first: Int) {
  article(by: { path: $path }) {
    related(first: $first) { title url articleId subject { slug } article { path } }
  }
}"""


def related(served: Served, path: str = DARK, **more: Any) -> list[dict[str, Any]]:
    return served.data(RELATED, path=path, **more)["article"]["related"]


def test_links_stand_in_the_order_of_their_numbers(small: Served) -> None:
    titles = [link["title"] for link in related(small)]
    assert titles == ["Leap years", "Moss, moved", "Nothing", "Two bear this id"]


def test_a_link_leads_to_the_article_with_its_url(small: Served) -> None:
    # Two articles bear its id; the url decides.
    assert related(small)[0] == {
        "title": "Leap years",
        "url": "/learn/stars/questions/leap",
        "articleId": "9",
        "subject": {"slug": "stars"},
        "article": {"path": LEAP},
    }


def test_a_link_with_a_wrong_url_leads_to_the_only_article_with_its_id(small: Served) -> None:
    moved = related(small)[1]
    assert moved["url"] == "/learn/plants/moved-away"
    assert moved["article"] == {"path": MOSS}


def test_a_link_to_nothing_has_no_article_and_no_subject(small: Served) -> None:
    assert related(small)[2] == {
        "title": "Nothing",
        "url": "/gone",
        "articleId": "404",
        "subject": None,
        "article": None,
    }


def test_an_id_that_two_articles_bear_leads_nowhere(small: Served) -> None:
    assert related(small)[3]["article"] is None


def test_only_the_first_links_are_given(small: Served) -> None:
    assert len(related(small, first=2)) == 2
    assert related(small, first=0) == []
    assert len(related(small, first=99)) == len(related(small, first=None)) == 4
    assert related(small, LEAP) == []


def test_a_negative_number_of_links_is_a_mistake(small: Served) -> None:
    (error,) = small.errors(RELATED, path=DARK, first=-1)
    assert error["extensions"] == {"code": "BAD_WINDOW"}
    assert error["path"] == ["article", "related"]
