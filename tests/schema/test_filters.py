"""Filters as a frontend sends them: each input type, each way to combine them."""

import pytest

from tests.schema.conftest import ABOUT, DARK, DAYS, HELLO, LEAP, MOSS
from tests.served import Served

ALL = {DARK, LEAP, DAYS, MOSS, HELLO, ABOUT}
LIST = """query ($filter: ArticleFilter) {
  articles(filter: $filter, first: 100) { totalCount nodes { path } }
}"""


def paths(served: Served, condition: object) -> set[str]:
    found = served.data(LIST, filter=condition)["articles"]
    listed = {one["path"] for one in found["nodes"]}
    assert found["totalCount"] == len(listed)
    return listed


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"url": {"eq": "/about"}}, {ABOUT}),
        ({"url": {"startsWith": "/learn/"}}, {DARK, LEAP, DAYS, MOSS}),
        ({"path": {"glob": "learn/*/leap.md"}}, {LEAP, DAYS}),
        ({"path": {"endsWith": "s.md"}}, {MOSS}),
        ({"slug": {"in": ["leap", "hello"]}}, {LEAP, DAYS, HELLO}),
        ({"slug": {"notIn": ["leap", "hello"]}}, {DARK, MOSS, ABOUT}),
        ({"slug": {"in": []}}, set[str]()),
        ({"title": {"contains": "Leap"}}, {LEAP}),
        ({"title": {"contains": "LEAP", "ignoreCase": True}}, {LEAP, DAYS}),
        ({"title": {"ne": "About"}}, ALL - {ABOUT}),
        ({"question": {"isBlank": False}}, {DARK}),
        ({"author": {"isBlank": True}}, {DAYS, MOSS, ABOUT}),
        ({"author": {"eq": "Grace"}}, {LEAP, HELLO}),
        ({"articleId": {"eq": "9"}}, {LEAP, DAYS}),
        ({"articleId": {"eq": 9}}, {LEAP, DAYS}),
        ({"articleId": {"in": ["7", "42"]}}, {DARK, MOSS}),
        ({"articleId": {"notIn": ["9"], "isNull": False}}, {DARK, MOSS}),
        ({"articleId": {"isNull": True}}, {HELLO, ABOUT}),
        ({"schemaName": {"eq": "post"}}, {HELLO}),
        ({"subject": {"eq": "stars"}}, {DARK, LEAP}),
        ({"subject": {"eq": "History of Time"}}, {DAYS}),
        ({"subject": {"in": ["plants", "stars"]}}, {DARK, LEAP, MOSS}),
        ({"subject": {"ne": "stars"}}, ALL - {DARK, LEAP}),
        ({"subject": {"isNull": True}}, {HELLO, ABOUT}),
        ({"date": {"eq": "2025-02-06"}}, {DARK}),
        ({"date": {"gt": "2024-12-31"}}, {DARK, HELLO}),
        ({"date": {"gte": "2024-12-31", "lt": "2025-03-20"}}, {DARK, DAYS}),
        ({"date": {"between": {"start": "2024-11-21", "end": "2024-12-31"}}}, {LEAP, DAYS}),
        ({"date": {"year": 2025}}, {DARK, HELLO}),
        ({"date": {"isNull": True}}, {MOSS, ABOUT}),
        ({"keywords": {"has": "SKY"}}, {DARK, DAYS}),
        ({"keywords": {"hasAny": ["night", "calendar"]}}, {DARK, DAYS}),
        ({"keywords": {"hasAll": ["night", "sky"]}}, {DARK}),
        ({"keywords": {"hasNone": ["sky"]}}, ALL - {DARK, DAYS}),
        ({"keywords": {"isEmpty": False}}, {DARK, DAYS}),
        ({"seo": {"title": {"startsWith": "Notes"}}}, {DARK}),
        ({"seo": {"pageDescription": {"isBlank": False}}}, {DARK, HELLO}),
        ({"seo": {"pageKeywords": {"has": "light"}}}, {DARK}),
        ({"seo": {"canonicalUrl": {"isBlank": False}}}, {DARK}),
        ({"noIndex": {"eq": True}}, {LEAP}),
        ({"noIndex": {"ne": True}}, ALL - {LEAP}),
        ({"score": {"eq": -1}}, {LEAP}),
        ({"score": {"gt": -1}}, {DARK}),
        ({"score": {"lte": 2.5}}, {DARK, LEAP}),
        ({"score": {"between": {"start": 0, "end": 3}}}, {DARK}),
        ({"score": {"isNull": True}}, ALL - {DARK, LEAP}),
    ],
)
def test_each_condition_chooses(small: Served, condition: object, expected: set[str]) -> None:
    assert paths(small, condition) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (
            {"and": [{"subject": {"eq": "stars"}}, {"noIndex": {"eq": False}}]},
            {DARK},
        ),
        ({"or": [{"slug": {"eq": "moss"}}, {"slug": {"eq": "dark"}}]}, {DARK, MOSS}),
        ({"not": {"path": {"startsWith": "learn/"}}}, {HELLO, ABOUT}),
        ({"not": {"not": {"slug": {"eq": "moss"}}}}, {MOSS}),
        (
            {
                "subject": {"isNull": False},
                "or": [{"score": {"isNull": True}}, {"noIndex": {"eq": True}}],
                "not": {"slug": {"eq": "moss"}},
            },
            {LEAP, DAYS},
        ),
        ({"and": []}, ALL),
        ({"or": []}, set[str]()),
    ],
)
def test_conditions_combine(small: Served, condition: object, expected: set[str]) -> None:
    assert paths(small, condition) == expected


@pytest.mark.parametrize(
    "condition",
    [
        None,
        {},
        {"title": None},
        {"title": {}},
        {"title": {"eq": None, "in": None, "isBlank": None, "ignoreCase": None}},
        {"and": None, "or": None, "not": None, "date": {"between": None, "year": None}},
        {"and": [{}, {"score": {"gt": None}}]},
    ],
)
def test_a_null_condition_asks_nothing(small: Served, condition: object) -> None:
    assert paths(small, condition) == ALL


def test_variables_stand_anywhere_in_a_filter(small: Served) -> None:
    query = """query ($part: String, $subjects: [String!], $from: Date, $either: ArticleFilter!) {
      articles(filter: {
        title: { contains: $part }, subject: { in: $subjects }, date: { gte: $from },
        or: [$either]
      }) { nodes { path } }
    }"""
    asked: dict[str, object] = {"part": "eap", "subjects": ["stars"], "from": None, "either": {}}
    found = small.data(query, **asked)["articles"]["nodes"]
    assert found == [{"path": LEAP}]


def test_a_variable_that_is_left_out_asks_nothing(small: Served) -> None:
    query = """query ($part: String, $condition: ArticleFilter) {
      articles(filter: { title: { contains: $part }, not: $condition }) { totalCount }
    }"""
    assert small.data(query)["articles"]["totalCount"] == len(ALL)


def nested(levels: int) -> dict[str, object]:
    condition: dict[str, object] = {"slug": {"eq": "moss"}}
    for _ in range(levels):
        condition = {"and": [condition]}
    return condition


def test_a_filter_may_be_nested_up_to_a_bound(small: Served) -> None:
    assert paths(small, nested(18)) == {MOSS}
    (error,) = small.errors(LIST, filter=nested(19))
    assert error["extensions"] == {"code": "BAD_FILTER"}
    assert "20 levels" in error["message"]


@pytest.mark.parametrize("levels", [100, 300, 700, 900, 5_000])
def test_a_filter_nested_beyond_measure_is_the_callers_mistake(small: Served, levels: int) -> None:
    condition = '{"and":[' * levels + "{}" + "]}" * levels
    body = f'{{"query":"{" ".join(LIST.split())}","variables":{{"filter":{condition}}}}}'
    headers = {"Content-Type": "application/json"}
    response = small.client.post("/graphql", content=body, headers=headers)
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] in {"BAD_FILTER", "BAD_JSON", "GRAPHQL_VALIDATION_FAILED"}
    assert response.status_code < 500


@pytest.mark.parametrize(
    "condition",
    [
        {"title": {"regex": ".*"}},
        {"title": {"eq": 1}},
        {"title": "Moss"},
        {"date": {"eq": "2025-02-31"}},
        {"date": {"eq": "soon"}},
        {"date": {"between": {"start": "2025-01-01"}}},
        {"date": {"year": "2025"}},
        {"score": {"gt": "1"}},
        {"noIndex": {"eq": "true"}},
        {"and": [None]},
        {"slug": {"in": [None]}},
        {"wordy": {}},
    ],
)
def test_what_is_no_filter_is_refused(small: Served, condition: object) -> None:
    body = small.response(LIST, filter=condition).json()
    assert "data" not in body
    assert body["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_a_glob_beyond_measure_is_refused(small: Served) -> None:
    (error,) = small.errors(LIST, filter={"title": {"glob": "*a" * 1_000}})
    assert error["extensions"]["code"] == "BAD_FILTER"
