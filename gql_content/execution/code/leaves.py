# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

from collections.abc import Mapping
from enum import Enum
from operator import methodcaller
from typing import cast

from graphql import GraphQLBoolean, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLString
from graphql.type import is_enum_type
from strawberry.schema.schema_converter import CustomGraphQLEnumType

from gql_content.execution.code.writer import Function, Names
from gql_content.execution.plans import Leaf, ListOf

__all__ = ["write_leaf", "write_leaves"]

# What needs no coercion: the value stands in the answer as it is.
READY = {
    GraphQLString: "type({0}) is str",
    GraphQLID: "type({0}) is str",
    GraphQLBoolean: "type({0}) is bool",
    GraphQLInt: "type({0}) is int and -2147483648 <= {0} <= 2147483647",
    GraphQLFloat: "type({0}) is float and {0} - {0} == 0.0",
}
# Nothing finds out faster whether all are texts than putting them together.
TEXTS = frozenset({GraphQLString, GraphQLID})


def write_leaf(code: Function, names: Names, shape: Leaf, value: str, place: str) -> None:
    """Coerces a scalar or an enum; whatever is seldom is left to `completed_leaf`."""
    seldom = f"leaf({names.bind('shape_', shape)}, {value}, {place})"
    kind = shape.type
    if kind in READY:
        unless = READY[kind].format(value)
        if shape.nullable:
            unless = f"{value} is None or {unless}"
        code.line(f"if not ({unless}): {value} = {seldom}")
    elif isinstance(kind, CustomGraphQLEnumType):
        members, of = names.bind("names_", members_of(kind)), names.bind("enum_", kind.wrapped_cls)
        known = f"type({value}) is {of} and {value} in {members}"
        code.line(f"{value} = {members}[{value}] if {known} else {seldom}")
    elif is_enum_type(kind):
        code.line(f"{value} = {seldom}")
    else:
        write_scalar(code, names, shape, value, seldom)


def write_scalar(code: Function, names: Names, shape: Leaf, value: str, seldom: str) -> None:
    """A scalar with a function of its own; `seldom` has the words for what is wrong."""
    if not is_isoformat(shape.type.coerce_output_value):
        write_coerced(code, names, shape, value, seldom)
        return
    code.line(f"if type({value}) is date: {value} = day({value})")
    with code.block("else:"):
        write_coerced(code, names, shape, value, seldom)


def write_coerced(code: Function, names: Names, shape: Leaf, value: str, seldom: str) -> None:
    given, coerce = names.fresh("v"), names.bind("coerce_", shape.type.coerce_output_value)
    code.line(f"if type({value}) not in classes: {value} = accepted({value}, classes)")
    with code.block(f"if {value} is None:"):
        code.line("pass" if shape.nullable else f"{value} = {seldom}")
    with code.block("else:"):
        code.line(f"{given} = {value}")
        code.line(f"{value} = {coerce}({given})")
        again = seldom.replace(f" {value},", f" {given},")
        code.line(f"if {value} is None or {value} is Undefined: {value} = {again}")


def is_isoformat(coerce: object) -> bool:
    """Whether this is how Strawberry writes dates and times."""
    return isinstance(coerce, methodcaller) and coerce.__reduce__()[1] == ("isoformat",)


def members_of(kind: CustomGraphQLEnumType) -> Mapping[Enum, str]:
    """The names of the members of a Python enum, as GraphQL has them."""
    names = {id(one.value): name for name, one in kind.values.items()}
    members = cast("type[Enum]", kind.wrapped_cls)
    return {one: names[id(one.value)] for one in members if id(one.value) in names}


def write_leaves(
    code: Function, names: Names, shape: ListOf, value: str, place: str, indices: str
) -> None:
    """A list of leaves, which mostly are all ready; else each is looked at."""
    kind = shape.item.type if isinstance(shape.item, Leaf) else None
    seldom = f"leaves(run, {names.bind('shape_', shape)}, {value}, {place}, {indices})"
    if kind in TEXTS:
        with code.block(f"if type({value}) in SEQUENCES:"):
            code.line(f"try: join({value})")
            code.line(f"except TypeError: {value} = {seldom}")
            code.line(f"else: {value} = [*{value}]")
        code.line(f"else: {value} = {seldom}")
    elif kind is GraphQLBoolean:
        ready = f"type({value}) in SEQUENCES and {{*map(type, {value})}} <= BOOL"
        code.line(f"{value} = [*{value}] if {ready} else {seldom}")
    else:
        code.line(f"{value} = {seldom}")
