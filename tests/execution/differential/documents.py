"""Documents and variables for any schema, drawn by hypothesis; all of them are valid."""
# pyright: reportUnknownMemberType=false, reportUnknownParameterType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false
# The types of graphql-core are generic over anything.

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

__all__ = ["Case", "cases", "drawn"]

DEEPEST = 4
MOST = 4
SETS = 10
TEXTS = ("", "a", "bad", "void", 'ü"\n')


class Case(Struct, frozen=True):
    """A document, and several sets of variables to run it with."""

    text: str
    variables: tuple[dict[str, Any], ...]


def cases(schema: GraphQLSchema, texts: Sequence[str] = TEXTS) -> st.SearchStrategy[Case]:
    """Queries of the schema. A seed is all that hypothesis draws: the rest would take it long."""
    seeds = st.integers(0, 2**64)
    return seeds.map(lambda seed: drawn(schema, seed, texts))


def drawn(schema: GraphQLSchema, seed: int, texts: Sequence[str] = TEXTS) -> Case:
    """The query of the schema that belongs to a seed."""
    return Drawing(Random(seed), schema, texts).case()  # noqa: S311 - no secret


class Drawing:
    """The drawing of one case."""

    def __init__(self, random: Random, schema: GraphQLSchema, texts: Sequence[str]) -> None:
        self._schema = schema
        self._texts = texts
        self._random = random
        self._declared: dict[str, str] = {}
        self._sets: list[dict[str, Any]] = [{} for _ in range(SETS)]
        self._fragments: list[str] = []
        self._aliases = 0
        self._left = 30

    def case(self) -> Case:
        kind = self._schema.query_type
        assert kind is not None
        body = self._selection(kind, 0)
        declared = ", ".join(f"${name}: {kind}" for name, kind in self._declared.items())
        head = f"query Q({declared}) " if declared else ""
        return Case(" ".join((head + body, *self._fragments)), tuple(self._sets))

    def _int(self, most: int) -> int:
        return self._random.randint(0, most)

    def _chance(self, one_in: int) -> bool:
        return self._int(one_in - 1) == one_in - 1

    def _selection(self, kind: GraphQLCompositeType, depth: int) -> str:
        parts = [self._part(kind, depth) for _ in range(1 + self._int(MOST - 1))]
        return f"{{ {' '.join(parts)} }}"

    def _part(self, kind: GraphQLCompositeType, depth: int) -> str:
        choice = self._int(9)
        if choice == 0 or is_union_type(kind):
            return self._fragment(kind, depth) if choice else f"__typename{self._condition()}"
        if choice == 1:
            return self._fragment(kind, depth)
        return self._field(kind, depth)

    def _fragment(self, kind: GraphQLCompositeType, depth: int) -> str:
        on: GraphQLCompositeType = kind
        if is_abstract_type(kind):
            possible = self._schema.get_possible_types(kind)
            on = possible[self._int(len(possible) - 1)]
        elif isinstance(kind, GraphQLObjectType) and kind.interfaces and self._chance(2):
            on = kind.interfaces[0]
        body = self._selection(on, depth)
        if self._chance(2):
            head = "..." if on is kind and self._chance(2) else f"... on {on.name}"
            return f"{head}{self._condition()} {body}"
        name = f"F{len(self._fragments)}"
        self._fragments.append(f"fragment {name} on {on.name} {body}")
        return f"...{name}{self._condition()}"

    def _field(self, kind: GraphQLCompositeType, depth: int) -> str:
        assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
        self._left -= 1
        fields = [
            (name, field)
            for name, field in kind.fields.items()
            if (depth < DEEPEST and self._left > 0)
            or not is_composite_type(get_named_type(field.type))
        ]
        if not fields:
            return "__typename"
        name, field = fields[self._int(len(fields) - 1)]
        self._aliases += 1
        alias = f"a{self._aliases}: " if field.args or self._chance(3) else ""
        head = f"{alias}{name}{self._arguments(field)}"
        parts = [self._one(head, field, depth)]
        if self._chance(6):  # The same field once more: the two are merged.
            parts.append(self._one(head, field, depth))
        return " ".join(parts)

    def _one(self, head: str, field: GraphQLField, depth: int) -> str:
        inner = get_named_type(field.type)
        below = f" {self._selection(inner, depth + 1)}" if is_composite_type(inner) else ""
        return f"{head}{self._condition()}{below}"

    def _condition(self) -> str:
        if not self._chance(6):
            return ""
        name = "skip" if self._chance(2) else "include"
        value = "true" if self._chance(2) else "false"
        if self._chance(2):
            value = f"$flag{self._int(1)}"
            if value[1:] not in self._declared:
                self._declared[value[1:]] = "Boolean! = true"
                for one in self._sets:
                    if self._chance(2):
                        one[value[1:]] = self._chance(2)
        return f" @{name}(if: {value})"

    def _arguments(self, field: GraphQLField) -> str:
        given = [
            f"{name}: {self._argument(argument)}"
            for name, argument in field.args.items()
            if is_required_argument(argument) or self._chance(2)
        ]
        return f"({', '.join(given)})" if given else ""

    def _argument(self, argument: GraphQLArgument) -> str:
        return self._variable(argument.type) if self._chance(3) else self._literal(argument.type, 0)

    def _variable(self, kind: GraphQLInputType) -> str:
        name = f"v{len(self._declared)}"
        self._declared[name] = f"{kind}"
        for one in self._sets:
            if is_non_null_type(kind) or self._chance(2):
                one[name] = self._value(kind, 0)
        return f"${name}"

    def _literal(self, kind: GraphQLInputType, depth: int) -> str:
        if is_non_null_type(kind):
            return self._there_literally(kind.of_type, depth)
        return "null" if self._chance(8) else self._there_literally(kind, depth)

    def _there_literally(self, kind: GraphQLInputType, depth: int) -> str:
        if is_list_type(kind):
            items = [self._inner(kind.of_type, depth) for _ in range(self._int(2))]
            return f"[{', '.join(items)}]"
        if isinstance(kind, GraphQLInputObjectType):
            entries = [
                f"{name}: {self._inner(one, depth)}" for name, one in self._entries(kind, depth)
            ]
            return f"{{{', '.join(entries)}}}"
        value = self._there(kind, depth)
        return value if isinstance(kind, GraphQLEnumType) else json.dumps(value)

    def _inner(self, kind: GraphQLInputType, depth: int) -> str:
        """A literal in a literal, or a variable in it."""
        if self._chance(6):
            return self._variable(kind)
        return self._literal(kind, depth + 1)

    def _entries(
        self, kind: GraphQLInputObjectType, depth: int
    ) -> list[tuple[str, GraphQLInputType]]:
        fields = {
            name: one.type
            for name, one in kind.fields.items()
            if depth < 2 or not isinstance(get_named_type(one.type), GraphQLInputObjectType)
        }
        if is_one_of(kind):
            name = list(fields)[self._int(len(fields) - 1)]
            inner = fields[name]
            return [(name, GraphQLNonNull(inner))]
        return [
            (name, one) for name, one in fields.items() if is_non_null_type(one) or self._chance(3)
        ]

    def _value(self, kind: GraphQLInputType, depth: int) -> Any:
        """A value as JSON has it."""
        if is_non_null_type(kind):
            return self._there(kind.of_type, depth)
        return None if self._chance(8) else self._there(kind, depth)

    def _there(self, kind: GraphQLInputType, depth: int) -> Any:
        if is_list_type(kind):
            return [self._value(kind.of_type, depth + 1) for _ in range(self._int(2))]
        if isinstance(kind, GraphQLInputObjectType):
            return {name: self._value(one, depth + 1) for name, one in self._entries(kind, depth)}
        if isinstance(kind, GraphQLEnumType):
            return list(kind.values)[self._int(len(kind.values) - 1)]
        assert isinstance(kind, GraphQLScalarType)
        return self._scalar(kind.name)

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


def is_one_of(kind: GraphQLInputObjectType) -> bool:
    return kind.extensions["strawberry-definition"].is_one_of
