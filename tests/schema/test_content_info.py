"""The content as a whole, and what is wrong in it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.served import Served

PROBLEMS = """query ($first: Int) {
  content { problems(first: $first) { path code message remedy severity line column field } }
}"""


def problems(served: Served, **more: Any) -> list[dict[str, Any]]:
    return served.data(PROBLEMS, **more)["content"]["problems"]


def test_the_counts_are_those_of_the_lists(small: Served) -> None:
    found = small.data("""{
      content { articleCount subjectCount problemCount problems { code } }
      articles { totalCount } subjects { slug }
    }""")
    content = found["content"]
    assert content["articleCount"] == found["articles"]["totalCount"] == 6
    assert content["subjectCount"] == len(found["subjects"]) == 3
    assert content["problemCount"] == len(content["problems"]) == 2


def test_a_revision_is_a_digest_of_the_content_alone(small: Served) -> None:
    query = "{ content { revision loadedAt } }"
    found, again = small.data(query)["content"], small.data(query)["content"]
    assert found == again
    assert len(found["revision"]) >= 32
    assert datetime.fromisoformat(found["loadedAt"]) <= datetime.now(UTC)


def test_a_problem_says_where_it_is_and_what_to_do(small: Served) -> None:
    broken, late = problems(small)
    assert (broken["path"], broken["severity"]) == ("broken.md", "ERROR")
    assert (broken["line"], broken["code"]) == (2, "BAD_YAML")
    assert (late["path"], late["line"], late["field"]) == ("late.md", 3, "date")
    assert all(one["message"] and one["remedy"] and one["column"] for one in (broken, late))


@pytest.mark.parametrize(("first", "count"), [(None, 2), (0, 0), (1, 1), (99, 2)])
def test_only_the_first_problems_are_given(small: Served, first: int | None, count: int) -> None:
    assert len(problems(small, first=first)) == count


def test_a_negative_number_of_problems_is_a_mistake(small: Served) -> None:
    (error,) = small.errors(PROBLEMS, first=-1)
    assert error["extensions"] == {"code": "BAD_WINDOW"}


@pytest.mark.parametrize(
    ("chosen", "paths"),
    [
        ("severity: ERROR", ["broken.md", "late.md"]),
        ("severity: WARNING", []),
        ('codes: ["BAD_DATE"]', ["late.md"]),
        ('codes: ["BAD_YAML", "NO_SUCH"], severity: ERROR', ["broken.md"]),
        ("codes: [], severity: null", []),
        ("codes: null, severity: null", ["broken.md", "late.md"]),
    ],
)
def test_problems_are_chosen_by_severity_and_code(
    small: Served, chosen: str, paths: list[str]
) -> None:
    query = f"{{ content {{ problemCount({chosen}) problems({chosen}) {{ path }} }} }}"
    content = small.data(query)["content"]
    assert [one["path"] for one in content["problems"]] == paths
    assert content["problemCount"] == len(paths)


def test_the_kinds_count_each_code(small: Served) -> None:
    content = small.data("{ content { checked problemKinds { code severity count } } }")["content"]
    assert content["checked"] is False  # the rules are switched off for these tests
    assert content["problemKinds"] == [
        {"code": "BAD_DATE", "severity": "ERROR", "count": 1},
        {"code": "BAD_YAML", "severity": "ERROR", "count": 1},
    ]


def test_the_sample_content_has_no_problems(sample: Served) -> None:
    assert problems(sample) == []
