"""How lists of articles divide, also where one of the values has been chosen already."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gql_content.sources import Watch
from tests.conftest import Serve
from tests.folder import write
from tests.schema.asking import eventually
from tests.served import Served, serving

ALL = ["SUBJECT", "AUTHOR", "KEYWORD", "YEAR", "MONTH", "SCHEMA"]
FACETS = """query ($fields: [ArticleFacet!]!, $filter: ArticleFilter, $limit: Int = 20) {
  articles(filter: $filter, first: 1) {
    totalCount
    facets(fields: $fields, limit: $limit) { field totalCount values { value label count } }
  }
}"""


def a_file(
    title: str, subject: str, author: str | None, day: str | None, keywords: str, schema: str
) -> dict[str, object]:
    given: dict[str, object | None] = {
        "_schema": schema,
        "title": title,
        "subject": subject,
        "author": author,
        "date": day and date.fromisoformat(day),
        "seo": {"page_keywords": keywords},
    }
    return {name: value for name, value in given.items() if value is not None}


FILES: dict[str, dict[str, object] | str] = {
    "a.md": a_file("A", "Computer Science", "Ada", "2025-02-06", "DNA, light", "default"),
    "b.md": a_file("B", "Computer science", "Grace", "2025-02-28", "dna", "default"),
    "c.md": a_file("C", "Computer science", "Ada", "2024-12-31", "Light", "default"),
    "d.md": a_file("D", "Biology", "Ada", "2024-01-01", "DNA", "default"),
    "e.md": a_file("E", "Biology", "Grace", None, "", "post"),
    "f.md": {"title": "F"},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = write(tmp_path_factory.mktemp("content"), FILES)
    with serving(root, watch=Watch.OFF) as served:
        yield served


def facets(
    served: Served, condition: dict[str, Any] | None = None, *fields: str, **more: Any
) -> dict[str, dict[str, int]]:
    """The counts of each value by field."""
    wanted = list(fields) or ALL
    found = served.data(FACETS, filter=condition, fields=wanted, **more)["articles"]["facets"]
    assert [one["field"] for one in found] == wanted
    for one in found:
        order = [(-value["count"], value["value"]) for value in one["values"]]
        assert order == sorted(order)
    return {one["field"]: {it["value"]: it["count"] for it in one["values"]} for one in found}


def test_a_list_divides_by_each_field(site: Served) -> None:
    assert facets(site) == {
        "SUBJECT": {"computer-science": 3, "biology": 2},
        "AUTHOR": {"Ada": 3, "Grace": 2},
        "KEYWORD": {"dna": 3, "light": 2},
        "YEAR": {"2024": 2, "2025": 2},
        "MONTH": {"2025-02": 2, "2024-01": 1, "2024-12": 1},
        "SCHEMA": {"default": 4, "post": 1},
    }


def test_a_label_is_the_spelling_that_is_most_used(site: Served) -> None:
    found = site.data(FACETS, fields=["SUBJECT", "KEYWORD"])["articles"]["facets"]
    labels = {value["value"]: value["label"] for one in found for value in one["values"]}
    assert labels["computer-science"] == "Computer science"
    assert labels["dna"] == "DNA"


def test_a_keyword_that_is_repeated_counts_once_in_an_article(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"a.md": {"title": "A", "seo": {"page_keywords": "light, Light, light"}}})
    assert facets(serve(tmp_path), None, "KEYWORD") == {"KEYWORD": {"light": 1}}


@pytest.mark.parametrize(
    "condition",
    [
        {"subject": {"eq": "biology"}},
        {"and": [{"subject": {"eq": "biology"}}]},
        {"subject": {"in": ["biology"]}},
    ],
)
def test_what_is_chosen_of_a_field_does_not_narrow_its_own_facet(
    site: Served, condition: dict[str, Any]
) -> None:
    found = facets(site, condition)
    assert found["SUBJECT"] == {"computer-science": 3, "biology": 2}
    assert found["AUTHOR"] == {"Ada": 1, "Grace": 1}
    assert found["KEYWORD"] == {"dna": 1}
    assert found["YEAR"] == {"2024": 1}


def test_each_of_several_choices_narrows_the_facets_of_the_others(site: Served) -> None:
    found = facets(site, {"subject": {"eq": "computer-science"}, "author": {"eq": "Ada"}})
    assert found["SUBJECT"] == {"computer-science": 2, "biology": 1}
    assert found["AUTHOR"] == {"Ada": 2, "Grace": 1}
    assert found["MONTH"] == {"2024-12": 1, "2025-02": 1}


def test_a_chosen_year_narrows_neither_years_nor_months(site: Served) -> None:
    found = facets(site, {"date": {"year": 2025}})
    assert found["YEAR"] == {"2024": 2, "2025": 2}
    assert len(found["MONTH"]) == 3
    assert found["AUTHOR"] == {"Ada": 1, "Grace": 1}


def test_choices_under_or_and_not_hold_for_all_facets(site: Served) -> None:
    assert facets(site, {"not": {"subject": {"eq": "biology"}}}, "SUBJECT") == {
        "SUBJECT": {"computer-science": 3}
    }
    either = {"or": [{"subject": {"eq": "biology"}}, {"path": {"eq": "a.md"}}]}
    assert facets(site, either, "SUBJECT") == {"SUBJECT": {"biology": 2, "computer-science": 1}}


CHOOSING: dict[str, Callable[[str], dict[str, Any]]] = {
    "SUBJECT": lambda value: {"subject": {"eq": value}},
    "AUTHOR": lambda value: {"author": {"eq": value}},
    "KEYWORD": lambda value: {"keywords": {"has": value}},
    "YEAR": lambda value: {"date": {"year": int(value)}},
    "SCHEMA": lambda value: {"schemaName": {"eq": value}},
}


def test_a_count_is_what_choosing_the_value_gives(site: Served) -> None:
    chosen = {"author": {"eq": "Ada"}}
    for field, values in facets(site, chosen, *CHOOSING).items():
        for value, count in values.items():
            condition = {**chosen, **CHOOSING[field](value)}
            found = site.data(FACETS, filter=condition, fields=[])["articles"]
            assert (field, value, found["totalCount"]) == (field, value, count)


def test_the_most_frequent_values_are_given_and_how_many_there_are(site: Served) -> None:
    for limit, count in ((0, 0), (1, 1), (99, 3), (None, 3)):
        (found,) = site.data(FACETS, fields=["MONTH"], limit=limit)["articles"]["facets"]
        assert (len(found["values"]), found["totalCount"]) == (count, 3)
    assert facets(site, None, "MONTH", limit=1) == {"MONTH": {"2025-02": 2}}


def test_a_negative_limit_is_a_mistake(site: Served) -> None:
    (error,) = site.errors(FACETS, fields=["MONTH"], limit=-1)
    assert error["extensions"] == {"code": "BAD_WINDOW"}
    assert error["path"] == ["articles", "facets"]


def test_no_field_is_no_facet_and_one_may_be_asked_twice(site: Served) -> None:
    assert site.data(FACETS, fields=[])["articles"]["facets"] == []
    assert facets(site, None, "YEAR") == {"YEAR": {"2024": 2, "2025": 2}}
    twice = site.data(FACETS, fields=["YEAR", "YEAR"])["articles"]["facets"]
    assert twice[0] == twice[1]
    assert len(twice) == 2


def test_an_unknown_field_is_a_mistake(site: Served) -> None:
    (error,) = site.errors(FACETS, fields=["TITLE"])
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_the_articles_of_a_subject_divide_too(site: Served) -> None:
    query = """{ subject(slug: "computer-science") { articles(filter: { author: { eq: "Ada" } }) {
      totalCount facets(fields: [AUTHOR, YEAR]) { values { value count } }
    } } }"""
    found = site.data(query)["subject"]["articles"]
    assert found["totalCount"] == 2
    assert found["facets"] == [
        {"values": [{"value": "Ada", "count": 2}, {"value": "Grace", "count": 1}]},
        {"values": [{"value": "2024", "count": 1}, {"value": "2025", "count": 1}]},
    ]


def test_facets_are_of_the_whole_list_and_not_of_a_page(site: Served) -> None:
    query = """query ($after: String) { articles(first: 1, after: $after) {
      facets(fields: [AUTHOR]) { values { count } } pageInfo { endCursor }
    } }"""
    first = site.data(query)["articles"]
    second = site.data(query, after=first["pageInfo"]["endCursor"])["articles"]
    assert first["facets"] == second["facets"] == [{"values": [{"count": 3}, {"count": 2}]}]


def test_facets_keep_up_with_the_files(tmp_path: Path, serve: Serve) -> None:
    served = serve(write(tmp_path, FILES))
    assert facets(served, None, "AUTHOR")["AUTHOR"] == {"Ada": 3, "Grace": 2}
    write(tmp_path, {"f.md": {"title": "F", "author": "Grace"}})
    (tmp_path / "a.md").unlink()
    expected = {"AUTHOR": {"Ada": 2, "Grace": 3}}
    eventually(lambda: facets(served, None, "AUTHOR"), lambda found: found == expected)


def test_the_facets_of_the_sample_content_are_those_of_its_articles(sample: Served) -> None:
    query = """{ articles(first: 100) { totalCount nodes {
      author date schemaName subject { slug } seo { pageKeywords }
    } } }"""
    found = sample.data(query)["articles"]
    nodes = found["nodes"]
    assert len(nodes) == found["totalCount"]
    dates = [one["date"] for one in nodes if one["date"]]
    keywords = [{word.casefold() for word in one["seo"]["pageKeywords"]} for one in nodes]
    assert facets(sample, None, limit=1_000) == {
        "SUBJECT": Counter(one["subject"]["slug"] for one in nodes if one["subject"]),
        "AUTHOR": Counter(one["author"] for one in nodes if one["author"]),
        "KEYWORD": Counter(word for words in keywords for word in words),
        "YEAR": Counter(day[:4] for day in dates),
        "MONTH": Counter(day[:7] for day in dates),
        "SCHEMA": Counter(one["schemaName"] for one in nodes if one["schemaName"]),
    }
