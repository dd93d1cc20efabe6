# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.
"""Writes lines of Python, and those that complete leaves."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from enum import Enum
from itertools import count
from operator import methodcaller
from typing import cast

from graphql import GraphQLBoolean, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLString
from graphql.type import is_enum_type
from strawberry.schema.schema_converter import CustomGraphQLEnumType

from gql_content.engine.plan import Leaf, ListOf

__all__ = ["FunctionWriter", "Namespace", "write_leaf", "write_leaf_list"]


class Namespace:
    """The global names of compiled code, and their values."""

    def __init__(self, initial: dict[str, object]) -> None:
        self.values = dict(initial)
        self._numbers = count()
        self._bound: dict[tuple[str, int], str] = {}

    def new_name(self, prefix: str) -> str:
        """A unique name."""
        return f"{prefix}{next(self._numbers)}"

    def bind(self, prefix: str, value: object) -> str:
        """The name of a value; the same value always has the same name."""
        key = prefix, id(value)
        if key not in self._bound:
            name = self._bound[key] = self.new_name(prefix)
            self.values[name] = value  # this reference also keeps its id from being reused
        return self._bound[key]


class FunctionWriter:
    """Writes the source of a function, line by line."""

    def __init__(self, name: str, parameters: list[str], *, is_async: bool) -> None:
        self.depth = 0
        signature = f"{'async def' if is_async else 'def'} {name}({', '.join(parameters)}):"
        self._head = [signature, "    C = run.context; A = run.arguments; B = run.budget"]
        self._lines: list[str] = []

    def add_line(self, text: str) -> None:
        """Adds a line at the current depth."""
        self._lines.append(f"{'    ' * (self.depth + 1)}{text}")

    def hoist(self, name: str, expression: str) -> str:
        """Assigns an expression to a name at the top of the function."""
        self._head.append(f"    {name} = {expression}")
        return name

    @contextmanager
    def block(self, head: str) -> Generator[None]:
        """Adds a line; the lines written inside this block are indented below it."""
        self.add_line(head)
        self.depth += 1
        yield
        self.depth -= 1

    @property
    def text(self) -> str:
        """The source of the function."""
        return "\n".join((*self._head, *self._lines))


# Conditions under which a value needs no coercion.
EXACT_LEAF_TESTS = {
    GraphQLString: "type({0}) is str",
    GraphQLID: "type({0}) is str",
    GraphQLBoolean: "type({0}) is bool",
    GraphQLInt: "type({0}) is int and -2147483648 <= {0} <= 2147483647",
    GraphQLFloat: "type({0}) is float and {0} - {0} == 0.0",
}
# Joining a list is the fastest way to find out whether all its items are strings.
STRING_TYPES = frozenset({GraphQLString, GraphQLID})


def write_leaf(
    function: FunctionWriter, namespace: Namespace, shape: Leaf, value: str, location: str
) -> None:
    """Coerces a scalar or an enum; rare cases are left to `complete_leaf`."""
    slow_path = f"complete_leaf({namespace.bind('shape_', shape)}, {value}, {location})"
    leaf_type = shape.type
    if leaf_type in EXACT_LEAF_TESTS:
        is_exact = EXACT_LEAF_TESTS[leaf_type].format(value)
        if shape.nullable:
            is_exact = f"{value} is None or {is_exact}"
        function.add_line(f"if not ({is_exact}): {value} = {slow_path}")
    elif isinstance(leaf_type, CustomGraphQLEnumType):
        members = namespace.bind("names_", map_enum_members(leaf_type))
        enum_class = namespace.bind("enum_", leaf_type.wrapped_cls)
        is_member = f"type({value}) is {enum_class} and {value} in {members}"
        function.add_line(f"{value} = {members}[{value}] if {is_member} else {slow_path}")
    elif is_enum_type(leaf_type):
        function.add_line(f"{value} = {slow_path}")
    else:
        write_scalar(function, namespace, shape, value, slow_path)


def write_scalar(
    function: FunctionWriter, namespace: Namespace, shape: Leaf, value: str, slow_path: str
) -> None:
    """Coerces a custom scalar; `slow_path` raises the error message if that fails."""
    if not is_isoformat(shape.type.coerce_output_value):
        write_coercion(function, namespace, shape, value, slow_path)
        return
    function.add_line(f"if type({value}) is date: {value} = format_date({value})")
    with function.block("else:"):
        write_coercion(function, namespace, shape, value, slow_path)


def write_coercion(
    function: FunctionWriter, namespace: Namespace, shape: Leaf, value: str, slow_path: str
) -> None:
    original = namespace.new_name("v")
    coerce = namespace.bind("coerce_", shape.type.coerce_output_value)
    function.add_line(f"if type({value}) not in classes: {value} = check_value({value}, classes)")
    with function.block(f"if {value} is None:"):
        function.add_line("pass" if shape.nullable else f"{value} = {slow_path}")
    with function.block("else:"):
        function.add_line(f"{original} = {value}")
        function.add_line(f"{value} = {coerce}({original})")
        slow_path_of_original = slow_path.replace(f" {value},", f" {original},")
        function.add_line(
            f"if {value} is None or {value} is Undefined: {value} = {slow_path_of_original}"
        )


def is_isoformat(coerce: object) -> bool:
    """Whether this is Strawberry's serializer of dates and times."""
    return isinstance(coerce, methodcaller) and coerce.__reduce__()[1] == ("isoformat",)


def map_enum_members(enum_type: CustomGraphQLEnumType) -> Mapping[Enum, str]:
    """The GraphQL names of the members of a Python enum."""
    names = {id(member.value): name for name, member in enum_type.values.items()}
    members = cast("type[Enum]", enum_type.wrapped_cls)
    return {member: names[id(member.value)] for member in members if id(member.value) in names}


def write_leaf_list(
    function: FunctionWriter,
    namespace: Namespace,
    shape: ListOf,
    value: str,
    location: str,
    indices: str,
) -> None:
    """Coerces a list of leaves: in one step if all are exact, as usual, else item by item."""
    leaf_type = shape.item.type if isinstance(shape.item, Leaf) else None
    slow_path = (
        f"complete_leaves(run, {namespace.bind('shape_', shape)}, {value}, {location}, {indices})"
    )
    if leaf_type in STRING_TYPES:
        with function.block(f"if type({value}) in SEQUENCES:"):
            function.add_line(f"try: join({value})")
            function.add_line(f"except TypeError: {value} = {slow_path}")
            function.add_line(f"else: {value} = [*{value}]")
        function.add_line(f"else: {value} = {slow_path}")
    elif leaf_type is GraphQLBoolean:
        is_exact = f"type({value}) in SEQUENCES and {{*map(type, {value})}} <= BOOL"
        function.add_line(f"{value} = [*{value}] if {is_exact} else {slow_path}")
    else:
        function.add_line(f"{value} = {slow_path}")
