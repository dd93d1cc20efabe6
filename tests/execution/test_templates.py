# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false
# The types of graphql-core are generic over anything.
"""A literal with variables in it has the value that graphql-core gives it."""

from itertools import product
from typing import Any

import pytest
from graphql import build_schema, parse_value
from graphql.execution.values import VariableValues
from graphql.pyutils import Undefined
from graphql.type import GraphQLInputObjectType
from graphql.utilities import coerce_input_literal

from gql_content.execution.inputs.templates import filled

SCHEMA = build_schema("""
  type Query { field: String }
  input Plain { a: String, b: Int, inner: Plain, needed: Needed, one: One, list: [String] }
  input Needed { a: String!, b: Int }
  input Default { a: String = "default", b: Int }
  input One @oneOf { a: String, b: Int }
""")
LITERALS = {
    "Plain": [
        "{a: $a}",
        "{b: $b, a: $a}",
        "{a: $a, inner: {b: $b}}",
        "{inner: {inner: {a: $a}}, needed: {a: $b}}",
        "{one: {a: $a}}",
        "{a: $a, b: 3}",
        "{a: $a, inner: null}",
        "{list: $a}",
        "{list: [$a, $b]}",
        "{needed: {b: $b}}",
        "{a: $a, unknown: $b}",
        "[{a: $a}]",
    ],
    "Needed": ["{a: $a}", "{b: $b}", "{b: $b, a: $a}"],
    "Default": ["{a: $a}", "{b: $b}", "{a: $a, b: $b}"],
    "One": ["{a: $a}", "{b: $b}", "{a: $a, b: $b}"],
}
VALUES = (Undefined, None, "text", 7, "")


@pytest.mark.parametrize(
    ("name", "literal"), [(name, one) for name, those in LITERALS.items() for one in those]
)
def test_a_template_gives_the_value_of_its_literal(name: str, literal: str) -> None:
    kind = SCHEMA.type_map[name]
    assert isinstance(kind, GraphQLInputObjectType)
    kind.fields["a"].out_name = "in_python"
    node = parse_value(literal)
    value = filled(node, kind)
    for a, b in product(VALUES, VALUES):
        given: dict[str, Any] = {"a": a, "b": b}
        coerced = {name: one for name, one in given.items() if one is not Undefined}
        variables = VariableValues({}, coerced)
        assert value(variables) == coerce_input_literal(node, kind, variables), given
