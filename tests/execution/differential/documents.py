"""Random valid documents and variables for any schema."""
# pyright: reportUnknownMemberType=false, reportUnknownParameterType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false
# The types of graphql-core are generic over unknown types.

import json
from collections.abc import Sequence
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    get_named_type,
)
from graphql.type import (
    GraphQLCompositeType,
    is_abstract_type,
    is_composite_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
    is_union_type,
)
from hypothesis import strategies as st
from msgspec import Struct

__all__ = ["Case", "cases", "generate_case"]

MAX_DEPTH = 4
MAX_SELECTIONS = 4
VARIABLE_SETS = 10
TEXTS = ("", "a", "bad", "void", 'ü"\n')


class Case(Struct, frozen=True):
    """A document, and several sets of variables for it."""

    text: str
    variables: tuple[dict[str, Any], ...]


def cases(schema: GraphQLSchema, texts: Sequence[str] = TEXTS) -> st.SearchStrategy[Case]:
    """Random queries. Hypothesis draws only a seed: drawing the whole document would be slow."""
    seeds = st.integers(0, 2**64)
    return seeds.map(lambda seed: generate_case(schema, seed, texts))


def generate_case(schema: GraphQLSchema, seed: int, texts: Sequence[str] = TEXTS) -> Case:
    """The random query of a seed."""
    return CaseGenerator(Random(seed), schema, texts).generate()  # noqa: S311 - not a secret


class CaseGenerator:
    """Generates one random case."""

    def __init__(self, random: Random, schema: GraphQLSchema, texts: Sequence[str]) -> None:
        self._schema = schema
        self._texts = texts
        self._random = random
        self._declared: dict[str, str] = {}
        self._sets: list[dict[str, Any]] = [{} for _ in range(VARIABLE_SETS)]
        self._fragments: list[str] = []
        self._aliases = 0
        self._fields_left = 30

    def generate(self) -> Case:
        type_ = self._schema.query_type
        assert type_ is not None
        body = self._selection_set(type_, 0)
        declarations = ", ".join(f"${name}: {type_}" for name, type_ in self._declared.items())
        head = f"query Q({declarations}) " if declarations else ""
        return Case(" ".join((head + body, *self._fragments)), tuple(self._sets))

    def _int(self, maximum: int) -> int:
        return self._random.randint(0, maximum)

    def _chance(self, one_in: int) -> bool:
        return self._int(one_in - 1) == one_in - 1

    def _selection_set(self, type_: GraphQLCompositeType, depth: int) -> str:
        parts = [self._selection(type_, depth) for _ in range(1 + self._int(MAX_SELECTIONS - 1))]
        return f"{{ {' '.join(parts)} }}"

    def _selection(self, type_: GraphQLCompositeType, depth: int) -> str:
        choice = self._int(9)
        if choice == 0 or is_union_type(type_):
            return self._fragment(type_, depth) if choice else f"__typename{self._directive()}"
        if choice == 1:
            return self._fragment(type_, depth)
        return self._field(type_, depth)

    def _fragment(self, type_: GraphQLCompositeType, depth: int) -> str:
        on: GraphQLCompositeType = type_
        if is_abstract_type(type_):
            possible = self._schema.get_possible_types(type_)
            on = possible[self._int(len(possible) - 1)]
        elif isinstance(type_, GraphQLObjectType) and type_.interfaces and self._chance(2):
            on = type_.interfaces[0]
        body = self._selection_set(on, depth)
        if self._chance(2):
            head = "..." if on is type_ and self._chance(2) else f"... on {on.name}"
            return f"{head}{self._directive()} {body}"
        name = f"F{len(self._fragments)}"
        self._fragments.append(f"fragment {name} on {on.name} {body}")
        return f"...{name}{self._directive()}"

    def _field(self, type_: GraphQLCompositeType, depth: int) -> str:
        assert isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
        self._fields_left -= 1
        fields = [
            (name, field)
            for name, field in type_.fields.items()
            if (depth < MAX_DEPTH and self._fields_left > 0)
            or not is_composite_type(get_named_type(field.type))
        ]
        if not fields:
            return "__typename"
        name, field = fields[self._int(len(fields) - 1)]
        self._aliases += 1
        alias = f"a{self._aliases}: " if field.args or self._chance(3) else ""
        head = f"{alias}{name}{self._arguments(field)}"
        parts = [self._field_node(head, field, depth)]
        if self._chance(6):  # The same field again: the two are merged.
            parts.append(self._field_node(head, field, depth))
        return " ".join(parts)

    def _field_node(self, head: str, field: GraphQLField, depth: int) -> str:
        inner = get_named_type(field.type)
        below = f" {self._selection_set(inner, depth + 1)}" if is_composite_type(inner) else ""
        return f"{head}{self._directive()}{below}"

    def _directive(self) -> str:
        if not self._chance(6):
            return ""
        name = "skip" if self._chance(2) else "include"
        value = "true" if self._chance(2) else "false"
        if self._chance(2):
            value = f"$flag{self._int(1)}"
            if value[1:] not in self._declared:
                self._declared[value[1:]] = "Boolean! = true"
                for variables in self._sets:
                    if self._chance(2):
                        variables[value[1:]] = self._chance(2)
        return f" @{name}(if: {value})"

    def _arguments(self, field: GraphQLField) -> str:
        arguments = [
            f"{name}: {self._argument(argument)}"
            for name, argument in field.args.items()
            if is_required_argument(argument) or self._chance(2)
        ]
        return f"({', '.join(arguments)})" if arguments else ""

    def _argument(self, argument: GraphQLArgument) -> str:
        return self._variable(argument.type) if self._chance(3) else self._literal(argument.type, 0)

    def _variable(self, type_: GraphQLInputType) -> str:
        name = f"v{len(self._declared)}"
        self._declared[name] = f"{type_}"
        for variables in self._sets:
            if is_non_null_type(type_) or self._chance(2):
                variables[name] = self._value(type_, 0)
        return f"${name}"

    def _literal(self, type_: GraphQLInputType, depth: int) -> str:
        if is_non_null_type(type_):
            return self._non_null_literal(type_.of_type, depth)
        return "null" if self._chance(8) else self._non_null_literal(type_, depth)

    def _non_null_literal(self, type_: GraphQLInputType, depth: int) -> str:
        if is_list_type(type_):
            items = [self._nested_literal(type_.of_type, depth) for _ in range(self._int(2))]
            return f"[{', '.join(items)}]"
        if isinstance(type_, GraphQLInputObjectType):
            entries = [
                f"{name}: {self._nested_literal(field_type, depth)}"
                for name, field_type in self._entries(type_, depth)
            ]
            return f"{{{', '.join(entries)}}}"
        value = self._non_null_value(type_, depth)
        return value if isinstance(type_, GraphQLEnumType) else json.dumps(value)

    def _nested_literal(self, type_: GraphQLInputType, depth: int) -> str:
        """A nested literal, or a variable."""
        if self._chance(6):
            return self._variable(type_)
        return self._literal(type_, depth + 1)

    def _entries(
        self, type_: GraphQLInputObjectType, depth: int
    ) -> list[tuple[str, GraphQLInputType]]:
        fields = {
            name: field.type
            for name, field in type_.fields.items()
            if depth < 2 or not isinstance(get_named_type(field.type), GraphQLInputObjectType)
        }
        if is_one_of(type_):
            name = list(fields)[self._int(len(fields) - 1)]
            inner = fields[name]
            return [(name, GraphQLNonNull(inner))]
        return [
            (name, field_type)
            for name, field_type in fields.items()
            if is_non_null_type(field_type) or self._chance(3)
        ]

    def _value(self, type_: GraphQLInputType, depth: int) -> Any:
        """A JSON value."""
        if is_non_null_type(type_):
            return self._non_null_value(type_.of_type, depth)
        return None if self._chance(8) else self._non_null_value(type_, depth)

    def _non_null_value(self, type_: GraphQLInputType, depth: int) -> Any:
        if is_list_type(type_):
            return [self._value(type_.of_type, depth + 1) for _ in range(self._int(2))]
        if isinstance(type_, GraphQLInputObjectType):
            return {
                name: self._value(field_type, depth + 1)
                for name, field_type in self._entries(type_, depth)
            }
        if isinstance(type_, GraphQLEnumType):
            return list(type_.values)[self._int(len(type_.values) - 1)]
        assert isinstance(type_, GraphQLScalarType)
        return self._scalar(type_.name)

    def _scalar(self, name: str) -> Any:
        match name:
            case "Int":
                return self._int(9) - 1
            case "Float":
                return self._int(9) / 2
            case "Boolean":
                return self._chance(2)
            case "Date":
                return f"2025-01-{10 + self._int(9)}"
            case _:
                return self._texts[self._int(len(self._texts) - 1)]


def is_one_of(type_: GraphQLInputObjectType) -> bool:
    return type_.extensions["strawberry-definition"].is_one_of
