"""Combined rules report what graphql-core reports, in the same order."""

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

from gql_content.engine import (
    Executor,
    GraphQLParams,
    Limits,
    OperationResult,
    build_validation_policy,
)
from gql_content.engine.document_cache import STRAWBERRYS
from gql_content.engine.validation import validate_document
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


class ReportFields(ASTValidationRule):
    """Reports each field when it is entered and left."""

    def enter_field(self, node: FieldNode, *_: Any) -> Any:
        self.report_error(GraphQLError(f"enter {node.name.value}", node))

    def leave(self, node: Any, *_: Any) -> Any:
        if isinstance(node, FieldNode):
            self.report_error(GraphQLError(f"leave {node.name.value}", node))


class SkipArticles(ReportFields):
    def enter_field(self, node: FieldNode, *_: Any) -> Any:
        super().enter_field(node)
        return SKIP if node.name.value == "articles" else None


class SkipNodes(ReportFields):
    def enter_field(self, node: FieldNode, *_: Any) -> Any:
        super().enter_field(node)
        return False if node.name.value == "nodes" else None


class BreakAtUrl(ReportFields):
    def enter_field(self, node: FieldNode, *_: Any) -> Any:
        super().enter_field(node)
        return BREAK if node.name.value == "url" else None


class BreakAfterOperation(ReportFields):
    def leave_operation_definition(self, _: OperationDefinitionNode, *__: Any) -> Any:
        return True


def format_errors(errors: list[GraphQLError]) -> list[Any]:
    return [error.formatted for error in errors]


@pytest.mark.parametrize("text", DOCUMENTS)
@pytest.mark.parametrize("max_errors", [3, 100])
@pytest.mark.parametrize("suggest_names", [True, False])
def test_the_specified_rules_report_the_same(
    text: str, max_errors: int, suggest_names: bool
) -> None:
    document = parse(text)
    ours = validate_document(CORE, document, RULES, max_errors, suggest_names=suggest_names)
    assert format_errors(ours) == format_errors(
        validate(CORE, document, RULES, max_errors, not suggest_names)
    )


def test_a_rule_can_skip_a_node_or_stop() -> None:
    rules = (ReportFields, SkipArticles, SkipNodes, BreakAtUrl, BreakAfterOperation)
    document = parse("query A { articles { nodes { url title } totalCount } } query B { subjects }")
    ours = validate_document(CORE, document, rules, 100, suggest_names=True)
    assert len(ours) > len(rules)
    assert format_errors(ours) == format_errors(validate(CORE, document, rules, 100))


def test_errors_that_repeat_a_long_text_are_limited() -> None:
    """Each error repeats the whole value: 21 of 6,000 characters took 200 ms and 120 KB."""
    wrong = "{ articles(filter: { %s }) { totalCount } }"
    executor = Executor(SCHEMA, build_validation_policy(Limits()))
    for count, reported in ((10, 10), (600, 7)):
        query = wrong % " ".join(f"urk{number}: 1" for number in range(count))
        result = executor.prepare(GraphQLParams(query=query))
        assert isinstance(result, OperationResult)
        assert len(result.errors) == reported
