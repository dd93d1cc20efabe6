"""The cost of an operation is the maximum number of objects in its response."""

from typing import Any

import pytest

from gql_content.engine import (
    Executor,
    GraphQLParams,
    Limits,
    OperationResult,
    build_validation_policy,
)
from gql_content.schema import SCHEMA

EXECUTOR = Executor(SCHEMA)


def cost(query: str, **variables: Any) -> int:
    prepared = EXECUTOR.prepare(GraphQLParams(query=query, variables=variables))
    assert not isinstance(prepared, OperationResult), prepared.errors
    return prepared.cost


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ __typename }", 0),
        ("{ content { revision } }", 1),
        ('{ article(by: { url: "/a" }) { title } }', 1),
        ('{ article(by: { url: "/a" }) { title seo { title } answer { html } } }', 3),
        ("{ articles { totalCount } }", 1),
        ("{ articles { nodes { url } } }", 1 + 20),
        ("{ articles(first: 100) { nodes { url } } }", 1 + 100),
        ("{ articles(last: 7) { nodes { url } } }", 1 + 7),
        ("{ articles(first: null, last: 7) { nodes { url } } }", 1 + 7),
        ("{ articles(first: 5) { edges { cursor node { url } } } }", 1 + 5 * 2),
        ("{ articles(first: 5) { nodes { url } edges { cursor } } }", 1 + 5 + 5),
        ("{ articles(first: 5) { nodes { related(first: 3) { article { url } } } } }", 1 + 5 * 7),
        ("{ articles(first: 5) { nodes { related { url } } } }", 1 + 5 * (1 + 10)),
        ('{ search(query: "a") { nodes { url } } }', 1 + 10),
        ("{ subjects { articles(first: 20) { nodes { url } } } }", 10 * (1 + 1 + 20)),
        ("{ a: articles { nodes { url } } b: articles { nodes { url } } }", 42),
        ("{ __schema { types { fields { name args { name } } } } }", 0),
        ('{ node(id: "a") { ... on Article { seo { title } } ... on Subject { name } } }', 2),
        ("{ articles { ...A ...A } } fragment A on ArticleConnection { nodes { url } }", 21),
        ("{ articles { nodes { url } ... { nodes { title } } } }", 21),
    ],
)
def test_cost_counts_the_maximum_length_of_each_list(query: str, expected: int) -> None:
    assert cost(query) == expected


def test_cost_uses_the_values_of_variables() -> None:
    query = """query ($first: Int, $last: Int) {
      articles(first: $first, last: $last) { nodes { url } }
    }"""
    assert cost(query) == cost(query, first=None) == 21
    assert cost(query, first=100) == 101
    assert cost(query, last=50) == 51
    assert cost(query, first=-1) == 1


def test_cost_uses_the_defaults_of_missing_variables() -> None:
    query = "query ($first: Int = 7) { articles(first: $first) { nodes { url } } }"
    assert cost(query) == 8


def test_an_operation_that_costs_too_much_is_rejected_before_execution() -> None:
    limited = Executor(SCHEMA, build_validation_policy(Limits(cost=100)))
    query = "query ($first: Int) { articles(first: $first) { nodes { url } } }"
    fits = limited.prepare(GraphQLParams(query=query, variables={"first": 99}))
    assert not isinstance(fits, OperationResult)
    refused = limited.prepare(GraphQLParams(query=query, variables={"first": 100}))
    assert isinstance(refused, OperationResult)
    assert refused.is_request_error
    (error,) = refused.errors
    assert error.extensions == {
        "code": "LIMIT_COST",
        "limit": 100,
        "value": 101,
        "setting": "--max-cost",
    }


def test_exponential_fragment_spreads_are_counted_once_each() -> None:
    fragments = "".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    assert cost("{ ...F0 }" + fragments + "fragment F60 on Query { content { revision } }") == 1
