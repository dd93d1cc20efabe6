"""One article or one subject, by whatever names it."""

from typing import Any

import pytest

from tests.schema.conftest import DARK, MOSS
from tests.served import Served

NODE = """query ($id: ID!) {
  node(id: $id) { __typename id ... on Article { path } ... on Subject { slug } }
}"""
BY = "query ($by: ArticleKey!) { article(by: $by) { path } }"


def test_an_article_is_a_node(small: Served) -> None:
    node_id = small.data("query ($p: String!) { article(by: { path: $p }) { id } }", p=DARK)
    found = small.data(NODE, id=node_id["article"]["id"])["node"]
    assert found == {"__typename": "Article", "path": DARK, "id": node_id["article"]["id"]}


def test_a_subject_is_a_node(small: Served) -> None:
    node_id = small.data('{ subject(slug: "stars") { id } }')["subject"]["id"]
    assert small.data(NODE, id=node_id)["node"] == {
        "__typename": "Subject",
        "slug": "stars",
        "id": node_id,
    }


def test_all_ids_differ(small: Served) -> None:
    found = small.data("{ articles(first: 100) { nodes { id } } subjects { id } }")
    ids = [one["id"] for one in (*found["articles"]["nodes"], *found["subjects"])]
    assert len(set(ids)) == len(ids) == 9


@pytest.mark.parametrize(
    "node_id",
    [
        "QXJ0aWNsZTpnb25lLm1k",  # Article:gone.md
        "U3ViamVjdDpnb25l",  # Subject:gone
        "QXJ0aWNsZTo",  # Article:
        "QXJ0aWNsZTouLi8uLi9ldGMvcGFzc3dk",  # Article:../../etc/passwd
    ],
)
def test_an_id_of_nothing_is_null(small: Served, node_id: str) -> None:
    assert small.data(NODE, id=node_id) == {"node": None}


@pytest.mark.parametrize("junk", ["", "x", "7", "€", "====", "QXJ0aWNsZQ", "Zm9vOmJhcg", "/wD/"])
def test_junk_is_no_id(small: Served, junk: str) -> None:
    (error,) = small.errors(NODE, id=junk)
    assert error["extensions"] == {"code": "BAD_ID"}
    assert error["path"] == ["node"]


@pytest.mark.parametrize(
    "key",
    [
        {"url": "/learn/stars/questions/dark"},
        {"url": "/learn/stars/questions/dark/"},
        {"path": DARK},
        {"slug": {"subject": "stars", "slug": "dark"}},
        {"slug": {"subject": "STARS", "slug": "dark"}},
        {"id": "QXJ0aWNsZTpsZWFybi9zdGFycy9kYXJrLm1k"},
    ],
)
def test_an_article_is_found_by_each_key(small: Served, key: dict[str, Any]) -> None:
    assert small.data(BY, by=key)["article"] == {"path": DARK}


def test_the_subject_tells_equal_slugs_apart(small: Served) -> None:
    query = """{
      stars: article(by: { slug: { subject: "stars", slug: "leap" } }) { path }
      time: article(by: { slug: { subject: "history-of-time", slug: "leap" } }) { path }
    }"""
    assert small.data(query) == {
        "stars": {"path": "learn/stars/leap.md"},
        "time": {"path": "learn/time/leap.md"},
    }


@pytest.mark.parametrize(
    "key",
    [
        {"url": "/gone"},
        {"url": ""},
        {"path": "gone.md"},
        {"path": "../conftest.py"},
        {"path": "broken.md"},
        {"slug": {"subject": "plants", "slug": "dark"}},
        {"slug": {"subject": "", "slug": ""}},
        {"id": "QXJ0aWNsZTpnb25lLm1k"},
        {"id": "U3ViamVjdDpzdGFycw"},  # a subject's
    ],
)
def test_a_missing_article_is_null(small: Served, key: dict[str, Any]) -> None:
    assert small.data(BY, by=key) == {"article": None}


def test_a_bad_id_as_a_key_is_an_error(small: Served) -> None:
    (error,) = small.errors(BY, by={"id": "42"})
    assert error["extensions"]["code"] == "BAD_ID"
    assert "articleId" in error["message"]


@pytest.mark.parametrize("key", [{}, {"url": None}, {"url": "/a", "path": "b"}, None])
def test_a_key_is_exactly_one(small: Served, key: dict[str, Any] | None) -> None:
    response = small.response(BY, by=key)
    assert "data" not in response.json()
    assert response.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


@pytest.mark.parametrize("written", ["{}", "{ url: null }", '{ url: "/a", path: "b" }'])
def test_a_key_that_is_written_in_the_query_is_exactly_one(small: Served, written: str) -> None:
    response = small.response(f"{{ article(by: {written}) {{ path }} }}")
    assert "data" not in response.json()


def test_a_variable_in_a_key_may_not_be_null(small: Served) -> None:
    nullable = "query ($url: String) { article(by: { url: $url }) { path } }"
    required = "query ($url: String!) { article(by: { url: $url }) { path } }"
    assert small.errors(nullable, url=None)
    assert small.errors(required, url=None)
    assert small.data(required, url="/learn/plants/moss")["article"] == {"path": MOSS}


def test_a_missing_subject_is_null(small: Served) -> None:
    assert small.data('{ a: subject(slug: "gone") { id } b: subject(slug: "") { id } }') == {
        "a": None,
        "b": None,
    }


def test_every_field_is_what_the_file_says(small: Served) -> None:
    query = """query ($by: ArticleKey!) { article(by: $by) {
      path slug url articleId schemaName title articleTitle question author date publishedAt
      dateFormat postOnText noIndex score fileName subject { slug name articleCount }
      seo { title pageDescription pageKeywords canonicalUrl }
    } }"""
    assert small.data(query, by={"path": DARK})["article"] == {
        "path": DARK,
        "slug": "dark",
        "url": "/learn/stars/questions/dark",
        "articleId": "7",
        "schemaName": "default",
        "title": "Why is the night dark?",
        "articleTitle": "Why is the night sky dark?",
        "question": "Why is the night sky dark?",
        "author": "Ada",
        "date": "2025-02-06",
        "publishedAt": "2025-02-06T00:00:00+00:00",
        "dateFormat": "MMM DD, YYYY",
        "postOnText": "Posted on",
        "noIndex": False,
        "score": 2.5,
        "fileName": "dark.md",
        "subject": {"slug": "stars", "name": "Stars", "articleCount": 2},
        "seo": {
            "title": "Notes | Stars",
            "pageDescription": "On Olbers.",
            "pageKeywords": ["Night", "sky", "Light"],
            "canonicalUrl": "https://example.org/dark",
        },
    }


def test_what_the_file_leaves_out_is_null_or_made_from_the_rest(small: Served) -> None:
    query = """query ($by: ArticleKey!) { article(by: $by) {
      slug url articleId schemaName title articleTitle question author answer { source } date
      publishedAt dateFormat postOnText subject { slug } noIndex score fileName
      related { title } seo { title pageDescription pageKeywords canonicalUrl }
    } }"""
    found = small.data(query, by={"path": "about.md"})["article"]
    made: dict[str, object] = {
        "slug": "about",
        "url": "/about",
        "title": "About",
        "noIndex": False,
        "related": [],
        "seo": {
            "title": "About",
            "pageDescription": None,
            "pageKeywords": [],
            "canonicalUrl": None,
        },
    }
    assert found == {**dict.fromkeys(found), **made}


def test_a_moment_keeps_its_time(small: Served) -> None:
    query = '{ article(by: { path: "posts/hello.md" }) { date publishedAt } }'
    assert small.data(query)["article"] == {
        "date": "2025-03-20",
        "publishedAt": "2025-03-20T15:00:00+00:00",
    }
