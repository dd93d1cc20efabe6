"""Rules that are asked as one find what graphql-core finds, in the same order."""

from typing import Any

import pytest
from graphql import (
    BREAK,
    SKIP,
    ASTValidationRule,
    FieldNode,
    GraphQLError,
    OperationDefinitionNode,
    parse,
    specified_rules,
    validate,
)

from gql_content.execution import Executor, Limits, Operation, Outcome, checks_of
from gql_content.execution.documents import STRAWBERRYS
from gql_content.execution.validating import validated
from gql_content.schema import SCHEMA

CORE = SCHEMA._schema  # pyright: ignore[reportPrivateUsage] - it has no public name
RULES = (*specified_rules, *STRAWBERRYS)

DOCUMENTS = [
    "{ articles { nodes { url } } }",
    "{ nothing articles(frist: 1, first: true) { nodes { url { a } titel } } }",
    "query ($a: Int, $a: Nothing, $b: String!) { articles(first: $b) { nodes { url } } }",
    "query A { ...F } query A { ...F ...G } fragment F on Query { ...F content { revision } }",
    "{ article(by: { url: $u, path: 1 }) { url url: title ... on Subject { name } } }",
    "{ article(by: { url: null }) { seo subject { slug } } } fragment Unused on Nowhere { a }",
    "{ content @skip { revision @include(if: 1) @skip(if: true) @skip(if: true) @none } }",
    "subscription { contentChanged { revision } other: contentChanged { revision } }",
    "type Query { a: Int } { subjects(orderBy: NO, orderBy: NAME_ASC) { slug } }",
    "mutation { a } query { articles(filter: { and: [{ url: { eq: 1, eq: 2 } }] }) { nodes } }",
    "{ " + " ".join(f"a{index}" for index in range(30)) + " }",
]


class Tells(ASTValidationRule):
    """Tells of each field that it comes to, and which it leaves."""

    def enter_field(self, node: FieldNode, *_: Any) -> Any:
        self.report_error(GraphQLError(f"into {node.name.value}", node))

    def leave(self, node: Any, *_: Any) -> Any:
        if isinstance(node, FieldNode):
            self.report_error(GraphQLError(f"out of {node.name.value}", node))


class Skips(Tells):
    def enter_field(self, node: FieldNode, *_: Any) -> Any:
        super().enter_field(node)
        return SKIP if node.name.value == "articles" else None


class Refuses(Tells):
    def enter_field(self, node: FieldNode, *_: Any) -> Any:
        super().enter_field(node)
        return False if node.name.value == "nodes" else None


class Stops(Tells):
    def enter_field(self, node: FieldNode, *_: Any) -> Any:
        super().enter_field(node)
        return BREAK if node.name.value == "url" else None


class StopsLater(Tells):
    def leave_operation_definition(self, _: OperationDefinitionNode, *__: Any) -> Any:
        return True


def told(errors: list[GraphQLError]) -> list[Any]:
    return [one.formatted for one in errors]


@pytest.mark.parametrize("text", DOCUMENTS)
@pytest.mark.parametrize("most", [3, 100])
@pytest.mark.parametrize("suggests", [True, False])
def test_the_rules_of_graphql_find_the_same(text: str, most: int, suggests: bool) -> None:
    document = parse(text)
    ours = validated(CORE, document, RULES, most, suggests_names=suggests)
    assert told(ours) == told(validate(CORE, document, RULES, most, not suggests))


def test_a_rule_may_leave_out_a_part_or_the_rest() -> None:
    rules = (Tells, Skips, Refuses, Stops, StopsLater)
    document = parse("query A { articles { nodes { url title } totalCount } } query B { subjects }")
    ours = validated(CORE, document, rules, 100, suggests_names=True)
    assert len(ours) > len(rules)
    assert told(ours) == told(validate(CORE, document, rules, 100))


def test_errors_that_repeat_a_long_text_are_few() -> None:
    """Each tells the whole value again: 21 of 6,000 letters took 200 ms, and 120 KB to tell."""
    wrong = "{ articles(filter: { %s }) { totalCount } }"
    executor = Executor(SCHEMA, checks_of(Limits()))
    for count, told in ((10, 10), (600, 7)):
        query = wrong % " ".join(f"urk{number}: 1" for number in range(count))
        outcome = executor.prepare(Operation(query=query))
        assert isinstance(outcome, Outcome)
        assert len(outcome.errors) == told
