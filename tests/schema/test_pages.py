"""Pages of articles: windows, cursors and orders, and what is no page."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Serve
from tests.folder import write
from tests.schema.conftest import ABOUT, DARK, DAYS, HELLO, LEAP, MOSS
from tests.served import Served

BY_URL = [ABOUT, MOSS, DARK, LEAP, DAYS, HELLO]
PAGE = """query (
  $first: Int, $after: String, $last: Int, $before: String, $offset: Int, $orderBy: [ArticleOrder!]
) {
  articles(
    first: $first, after: $after, last: $last, before: $before, offset: $offset, orderBy: $orderBy
  ) {
    totalCount
    nodes { path }
    edges { cursor node { path } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""


def page(served: Served, **window: Any) -> tuple[list[str], dict[str, Any]]:
    """The paths on a page, and its page info; whatever is told twice has to agree."""
    found = served.data(PAGE, **window)["articles"]
    paths = [one["path"] for one in found["nodes"]]
    cursors = [edge["cursor"] for edge in found["edges"]]
    info = found["pageInfo"]
    assert [edge["node"]["path"] for edge in found["edges"]] == paths
    assert (info["startCursor"], info["endCursor"]) == (
        (cursors[0], cursors[-1]) if cursors else (None, None)
    )
    assert found["totalCount"] == len(BY_URL)
    return paths, info


def test_articles_go_by_url_without_an_order(small: Served) -> None:
    paths, info = page(small)
    assert paths == BY_URL
    assert not info["hasNextPage"]
    assert not info["hasPreviousPage"]


def test_pages_forwards_hold_every_article_once(small: Served) -> None:
    pages: list[list[str]] = []
    after = None
    while len(pages) < 4:
        paths, info = page(small, first=2, after=after)
        pages.append(paths)
        assert info["hasPreviousPage"] == (len(pages) > 1)
        after = info["endCursor"]
        if not info["hasNextPage"]:
            break
    assert pages == [BY_URL[:2], BY_URL[2:4], BY_URL[4:]]


def test_pages_backwards_hold_every_article_once(small: Served) -> None:
    pages: list[list[str]] = []
    before = None
    while len(pages) < 4:
        paths, info = page(small, last=4, before=before)
        pages.append(paths)
        assert info["hasNextPage"] == (len(pages) > 1)
        before = info["startCursor"]
        if not info["hasPreviousPage"]:
            break
    assert pages == [BY_URL[2:], BY_URL[:2]]


def test_a_page_lies_between_two_cursors(small: Served) -> None:
    edges = small.data(PAGE)["articles"]["edges"]
    between = {"after": edges[0]["cursor"], "before": edges[5]["cursor"]}
    assert page(small, **between)[0] == BY_URL[1:5]
    assert page(small, first=1, **between)[0] == BY_URL[1:2]
    assert page(small, last=1, **between)[0] == BY_URL[4:5]


def test_an_offset_leaves_out_the_beginning(small: Served) -> None:
    paths, info = page(small, offset=4, first=1)
    assert paths == BY_URL[4:5]
    assert info["hasPreviousPage"]
    assert page(small, offset=99)[0] == []


def test_a_page_of_none_tells_the_total(small: Served) -> None:
    paths, info = page(small, first=0)
    assert paths == []
    assert info["hasNextPage"]


def test_null_arguments_are_as_good_as_none(small: Served) -> None:
    nothing = dict.fromkeys(("first", "after", "last", "before", "offset", "orderBy"))
    assert page(small, **nothing)[0] == BY_URL


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ([{"date": "DESC_NULLS_LAST"}], [HELLO, DARK, DAYS, LEAP, ABOUT, MOSS]),
        ([{"date": "ASC_NULLS_LAST"}], [LEAP, DAYS, DARK, HELLO, ABOUT, MOSS]),
        ([{"date": "ASC"}], [ABOUT, MOSS, LEAP, DAYS, DARK, HELLO]),
        ([{"date": "DESC"}], [ABOUT, MOSS, HELLO, DARK, DAYS, LEAP]),
        ([{"title": "ASC"}], [ABOUT, HELLO, DAYS, LEAP, MOSS, DARK]),
        ([{"url": "DESC"}], BY_URL[::-1]),
        ([{"score": "DESC_NULLS_LAST"}], [DARK, LEAP, ABOUT, MOSS, DAYS, HELLO]),
        (
            [{"subject": "DESC_NULLS_LAST"}, {"date": "ASC"}],
            [LEAP, DARK, MOSS, DAYS, ABOUT, HELLO],
        ),
        (
            [{"subject": "ASC_NULLS_LAST"}, {"date": "DESC"}],
            [DAYS, MOSS, DARK, LEAP, ABOUT, HELLO],  # a missing date comes first
        ),
        ([], BY_URL),
    ],
)
def test_each_order_sorts_and_pages(
    small: Served, order: list[dict[str, str]], expected: list[str]
) -> None:
    assert page(small, orderBy=order)[0] == expected
    paged: list[str] = []
    after, more = None, True
    for _ in expected:
        paths, info = page(small, orderBy=order, first=1, after=after)
        paged += paths
        after, more = info["endCursor"], info["hasNextPage"]
    assert paged == expected
    assert not more


@pytest.mark.parametrize(
    ("window", "code"),
    [
        ({"first": -1}, "BAD_WINDOW"),
        ({"last": -1}, "BAD_WINDOW"),
        ({"offset": -1}, "BAD_WINDOW"),
        ({"first": 101}, "BAD_WINDOW"),
        ({"last": 2_147_483_647}, "BAD_WINDOW"),
        ({"first": 1, "last": 1}, "BAD_WINDOW"),
        ({"offset": 1, "last": 1}, "BAD_WINDOW"),
        ({"offset": 0, "after": "x"}, "BAD_WINDOW"),
        ({"after": ""}, "BAD_CURSOR"),
        ({"after": "x"}, "BAD_CURSOR"),
        ({"before": "arrayconnection:-5"}, "BAD_CURSOR"),
        ({"after": "é€😀"}, "BAD_CURSOR"),
        ({"after": "W10"}, "BAD_CURSOR"),  # []
        ({"after": "bnVsbA"}, "BAD_CURSOR"),  # null
        ({"after": "WyJ1cmw6YXNjIl0"}, "BAD_CURSOR"),  # ["url:asc"]
        ({"after": "A" * 60_000}, "BAD_CURSOR"),
        ({"orderBy": [{"url": "ASC"}, {"url": "DESC"}]}, "BAD_ORDER"),
        ({"orderBy": [{"date": "ASC"}, {"title": "ASC"}, {"date": "ASC"}]}, "BAD_ORDER"),
    ],
)
def test_what_is_no_page_says_so(small: Served, window: dict[str, Any], code: str) -> None:
    response = small.response(PAGE, **window)
    assert response.status_code == 200
    (error,) = response.json()["errors"]
    assert error["extensions"] == {"code": code}
    assert error["path"] == ["articles"]
    assert response.json()["data"] is None


def test_a_cursor_belongs_to_its_order(small: Served) -> None:
    cursor = page(small, orderBy=[{"title": "ASC"}])[1]["endCursor"]
    (error,) = small.errors(PAGE, after=cursor, orderBy=[{"title": "DESC"}])
    assert error["extensions"]["code"] == "BAD_CURSOR"
    assert "orderBy" in error["message"]


@pytest.mark.parametrize(
    "order", [[{}], [{"url": "ASC", "date": "ASC"}], [{"url": None}], [None], [{"url": "UP"}]]
)
def test_each_key_of_an_order_is_exactly_one(small: Served, order: list[Any]) -> None:
    body = small.response(PAGE, orderBy=order).json()
    assert "data" not in body
    assert body["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_one_order_is_a_list_of_one(small: Served) -> None:
    found = small.data("{ articles(orderBy: { url: DESC }, first: 1) { nodes { path } } }")
    assert found["articles"]["nodes"] == [{"path": HELLO}]


def test_the_sizes_of_pages_are_settings(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {f"{number}.md": {"title": str(number)} for number in range(5)})
    served = serve(tmp_path, page_size=2, max_page_size=3)
    assert len(served.data("{ articles { nodes { url } } }")["articles"]["nodes"]) == 2
    assert len(served.data("{ articles(first: 3) { nodes { url } } }")["articles"]["nodes"]) == 3
    (error,) = served.errors("{ articles(first: 4) { nodes { url } } }")
    assert error["extensions"]["code"] == "BAD_WINDOW"
    assert "3" in error["message"]


def test_a_page_has_twenty_articles_and_at_most_a_hundred(sample: Served) -> None:
    query = "query ($first: Int) { articles(first: $first) { totalCount nodes { url } } }"
    assert len(sample.data(query)["articles"]["nodes"]) == 20
    whole = sample.data(query, first=100)["articles"]
    assert len(whole["nodes"]) == whole["totalCount"] > 20
