# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false
# The types of graphql-core are generic over unknown types.
"""A compiled literal has the value that graphql-core gives it."""

from itertools import product
from typing import Any

import pytest
from graphql import build_schema, parse_value
from graphql.execution.values import VariableValues
from graphql.pyutils import Undefined
from graphql.type import GraphQLInputObjectType
from graphql.utilities import coerce_input_literal

from gql_content.engine.arguments import compile_literal

SCHEMA = build_schema("""
  type Query { field: String }
  input Plain { a: String, b: Int, inner: Plain, required: Required, one: One, list: [String] }
  input Required { a: String!, b: Int }
  input Default { a: String = "default", b: Int }
  input One @oneOf { a: String, b: Int }
""")
LITERALS = {
    "Plain": [
        "{a: $a}",
        "{b: $b, a: $a}",
        "{a: $a, inner: {b: $b}}",
        "{inner: {inner: {a: $a}}, required: {a: $b}}",
        "{one: {a: $a}}",
        "{a: $a, b: 3}",
        "{a: $a, inner: null}",
        "{list: $a}",
        "{list: [$a, $b]}",
        "{required: {b: $b}}",
        "{a: $a, unknown: $b}",
        "[{a: $a}]",
    ],
    "Required": ["{a: $a}", "{b: $b}", "{b: $b, a: $a}"],
    "Default": ["{a: $a}", "{b: $b}", "{a: $a, b: $b}"],
    "One": ["{a: $a}", "{b: $b}", "{a: $a, b: $b}"],
}
VALUES = (Undefined, None, "text", 7, "")


@pytest.mark.parametrize(
    ("name", "literal"),
    [(name, literal) for name, literals in LITERALS.items() for literal in literals],
)
def test_a_compiled_literal_equals_the_coerced_literal(name: str, literal: str) -> None:
    type_ = SCHEMA.type_map[name]
    assert isinstance(type_, GraphQLInputObjectType)
    type_.fields["a"].out_name = "in_python"
    node = parse_value(literal)
    coerce = compile_literal(node, type_)
    for a, b in product(VALUES, VALUES):
        values: dict[str, Any] = {"a": a, "b": b}
        coerced = {name: value for name, value in values.items() if value is not Undefined}
        variables = VariableValues({}, coerced)
        assert coerce(variables) == coerce_input_literal(node, type_, variables), values
