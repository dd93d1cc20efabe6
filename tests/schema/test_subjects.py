"""Subjects, and the articles of one."""

import pytest

from tests.schema.conftest import DARK, LEAP
from tests.served import Served

ORDERED = "query ($by: SubjectOrder) { subjects(orderBy: $by) { slug } }"
STARS = """query ($filter: ArticleFilter, $first: Int, $after: String, $last: Int) {
  subject(slug: "stars") {
    articleCount
    articles(filter: $filter, first: $first, after: $after, last: $last) {
      totalCount nodes { path } pageInfo { hasNextPage endCursor }
    }
  }
}"""


def test_a_subject_tells_name_and_count(small: Served) -> None:
    found = small.data("{ subjects { slug name articleCount } }")["subjects"]
    assert found == [
        {"slug": "history-of-time", "name": "History of time", "articleCount": 1},
        {"slug": "plants", "name": "Plants", "articleCount": 1},
        {"slug": "stars", "name": "Stars", "articleCount": 2},
    ]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (None, ["history-of-time", "plants", "stars"]),
        ("NAME_ASC", ["history-of-time", "plants", "stars"]),
        ("NAME_DESC", ["stars", "plants", "history-of-time"]),
        ("ARTICLE_COUNT_DESC", ["stars", "history-of-time", "plants"]),
        ("ARTICLE_COUNT_ASC", ["history-of-time", "plants", "stars"]),
    ],
)
def test_subjects_stand_in_order(small: Served, order: str | None, expected: list[str]) -> None:
    assert [one["slug"] for one in small.data(ORDERED, by=order)["subjects"]] == expected


@pytest.mark.parametrize("spelling", ["history-of-time", "History of time", " HISTORY OF TIME "])
def test_a_subject_answers_to_every_spelling(small: Served, spelling: str) -> None:
    query = "query ($slug: String!) { subject(slug: $slug) { slug } }"
    assert small.data(query, slug=spelling)["subject"] == {"slug": "history-of-time"}


def test_its_articles_come_in_pages(small: Served) -> None:
    first = small.data(STARS, first=1)["subject"]
    assert first["articleCount"] == first["articles"]["totalCount"] == 2
    assert first["articles"]["nodes"] == [{"path": DARK}]
    assert first["articles"]["pageInfo"]["hasNextPage"]
    after = first["articles"]["pageInfo"]["endCursor"]
    second = small.data(STARS, first=1, after=after)["subject"]["articles"]
    assert second["nodes"] == [{"path": LEAP}]
    assert not second["pageInfo"]["hasNextPage"]
    assert small.data(STARS, last=1)["subject"]["articles"]["nodes"] == [{"path": LEAP}]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"noIndex": {"eq": False}}, [DARK]),
        ({"subject": {"eq": "plants"}}, []),
        ({"subject": {"isNull": True}}, []),
        ({"subject": {"in": ["Stars", "plants"]}}, [DARK, LEAP]),
        ({"or": [{"subject": {"eq": "plants"}}, {"score": {"eq": -1}}]}, [LEAP]),
        ({"not": {"subject": {"eq": "stars"}}}, []),
    ],
)
def test_a_filter_works_within_the_subject(
    small: Served, condition: object, expected: list[str]
) -> None:
    found = small.data(STARS, filter=condition)["subject"]["articles"]
    assert [one["path"] for one in found["nodes"]] == expected
    assert found["totalCount"] == len(expected)


def test_a_mistake_below_a_subject_is_told_with_its_place(small: Served) -> None:
    (error,) = small.errors(STARS, first=-1)
    assert error["extensions"] == {"code": "BAD_WINDOW"}
    assert error["path"] == ["subject", "articles"]


def test_an_article_leads_to_its_subject_and_back(small: Served) -> None:
    query = """query ($path: String!) {
      article(by: { path: $path }) { subject { articles { nodes { subject { name } } } } }
    }"""
    found = small.data(query, path=DARK)["article"]["subject"]["articles"]["nodes"]
    assert found == [{"subject": {"name": "Stars"}}] * 2
