"""The conditions of an operation are counted with those that its variables bring."""

from typing import Any

import pytest
from graphql import OperationType

from gql_content.engine import (
    Executor,
    GraphQLParams,
    Limits,
    OperationResult,
    build_validation_policy,
)
from gql_content.schema import SCHEMA

EXECUTOR = Executor(SCHEMA)
BY_FILTER = "query ($f: ArticleFilter) { articles(filter: $f) { totalCount } }"
BY_TEXTS = "query ($t: [String!]) { articles(filter: {title: {in: $t}}) { totalCount } }"
BY_MANY = "query ($f: [ArticleFilter!]) { articles(filter: {or: $f}) { totalCount } }"


def conditions(query: str, **variables: Any) -> int:
    prepared = EXECUTOR.prepare(GraphQLParams(query=query, variables=variables))
    assert not isinstance(prepared, OperationResult), prepared.errors
    return prepared.conditions


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ __typename }", 0),
        ("{ articles(first: 3) { totalCount } }", 0),
        ('{ articles(filter: {title: {eq: "a"}}) { totalCount } }', 1),
        ('{ articles(filter: {title: {eq: "a", ignoreCase: false}}) { totalCount } }', 1),
        ("{ articles(filter: {noIndex: {eq: false}}) { totalCount } }", 1),
        ('{ articles(filter: {title: {in: ["a", "b", "c"]}}) { totalCount } }', 3),
        ("{ articles(filter: {or: [{}, {}, {not: {}}]}) { totalCount } }", 3),
        ("{ articles(filter: {and: [{or: []}]}) { totalCount } }", 1),
        ("{ articles(orderBy: [{date: ASC}, {title: DESC}]) { totalCount } }", 2),
        ("{ articles { facets(fields: [SUBJECT, YEAR]) { totalCount } } }", 0),
        ('{ a: article(by: {url: "/a"}) { url } b: article(by: {url: "/b"}) { url } }', 2),
        ('{ search(query: "a", filter: {score: {gt: 1, lt: 2}}) { totalCount } }', 2),
        ('subscription { contentChanged(filter: {title: {eq: "a"}}) { revision } }', 1),
        ('{ subjects { articles(filter: {url: {glob: "*"}}) { totalCount } } }', 1),
        (
            "{ ...A ...A } fragment A on Query "
            '{ articles(filter: {title: {eq: "a", ne: "b"}}) { totalCount } }',
            2,
        ),
    ],
)
async def test_each_value_in_a_filter_is_a_condition(query: str, expected: int) -> None:

    prepared = EXECUTOR.prepare(GraphQLParams(query=query), tuple(OperationType))
    assert not isinstance(prepared, OperationResult), prepared.errors
    assert prepared.conditions == expected


GIVEN: list[tuple[str, dict[str, Any], int]] = [
    (BY_FILTER, {}, 0),
    (BY_FILTER, {"f": None}, 0),
    (BY_FILTER, {"f": {"title": {"eq": "a"}}}, 1),
    (BY_FILTER, {"f": {"title": {"in": ["a"] * 7}}}, 7),
    (BY_FILTER, {"f": {"or": [{"title": {"glob": "a"}}, {"not": {"url": {"ne": "b"}}}]}}, 2),
    (BY_TEXTS, {"t": ["a"] * 9}, 9),
    (BY_TEXTS, {"t": "a"}, 1),
    (BY_MANY, {"f": [{}] * 5}, 5),
    (BY_MANY, {"f": [{"keywords": {"hasAny": ["a", "b"]}}] * 5}, 10),
]


@pytest.mark.parametrize(("query", "variables", "expected"), GIVEN)
def test_what_is_in_variables_counts_as_if_it_were_written(
    query: str, variables: dict[str, Any], expected: int
) -> None:
    assert conditions(query, **variables) == expected


def test_the_default_of_a_variable_counts_too() -> None:
    query = 'query ($f: ArticleFilter = {title: {in: ["a", "b"]}}) { articles(filter: $f) { %s } }'
    assert conditions(query % "totalCount") == 2


def test_more_conditions_than_are_allowed_are_refused_with_their_number() -> None:
    limited = Executor(SCHEMA, build_validation_policy(Limits(conditions=3)))
    outcome = limited.prepare(GraphQLParams(query=BY_TEXTS, variables={"t": ["a"] * 4}))
    assert isinstance(outcome, OperationResult)
    (error,) = outcome.errors
    assert error.extensions == {
        "code": "LIMIT_CONDITIONS",
        "limit": 3,
        "value": 4,
        "setting": "--max-conditions",
    }
    allowed = limited.prepare(GraphQLParams(query=BY_TEXTS, variables={"t": ["a"] * 3}))
    assert not isinstance(allowed, OperationResult)
