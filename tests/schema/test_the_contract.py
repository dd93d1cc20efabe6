"""The names and types that frontends rely on, and the words that explain them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    get_introspection_query,
    print_schema,
)
from graphql.utilities import build_client_schema

from gql_content.schema import sdl
from tests.served import Served

COMMITTED = Path(__file__).parents[2] / "schema.graphql"
CONTRACT = build_schema((Path(__file__).parent / "contract.graphql").read_text("utf-8"))
STUBS = ("todo", "tbd", "fixme", "lorem")


def own_types(schema: GraphQLSchema) -> Iterator[GraphQLNamedType]:
    standard = {"String", "Int", "Float", "Boolean", "ID"}
    for name, kind in schema.type_map.items():
        if not name.startswith("__") and name not in standard:
            yield kind


def described(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    """Everything that has a name, with its description."""
    for kind in own_types(schema):
        yield kind.name, kind.description
        match kind:
            case GraphQLObjectType() | GraphQLInterfaceType():
                for name, field in kind.fields.items():
                    yield f"{kind.name}.{name}", field.description
                    for argument, it in field.args.items():
                        yield f"{kind.name}.{name}({argument})", it.description
            case GraphQLInputObjectType():
                for name, it in kind.fields.items():
                    yield f"{kind.name}.{name}", it.description
            case GraphQLEnumType():
                for name, value in kind.values.items():
                    yield f"{kind.name}.{name}", value.description
            case _:
                pass


def typed(schema: GraphQLSchema) -> dict[str, str]:
    """Everything that has a type, with it."""
    found: dict[str, str] = {}
    for kind in own_types(schema):
        found[kind.name] = type(kind).__name__
        match kind:
            case GraphQLObjectType() | GraphQLInterfaceType():
                for one in kind.interfaces:
                    found[f"{kind.name} implements {one.name}"] = "yes"
                for name, field in kind.fields.items():
                    found[f"{kind.name}.{name}"] = str(field.type)
                    for argument, it in field.args.items():
                        found[f"{kind.name}.{name}({argument})"] = f"{it.type} = {default(it)}"
            case GraphQLInputObjectType():
                found[f"{kind.name} @oneOf"] = str(kind.is_one_of)
                for name, it in kind.fields.items():
                    found[f"{kind.name}.{name}"] = f"{it.type} = {default(it)}"
            case GraphQLEnumType():
                for name in kind.values:
                    found[f"{kind.name}.{name}"] = "value"
            case _:
                pass
    return found


def default(argument: object) -> str:
    node = getattr(argument, "ast_node", None)
    value = getattr(node, "default_value", None)
    return "none" if value is None else str(value.value)


SCHEMA = build_schema(sdl())
TYPED = typed(SCHEMA)


def test_the_committed_schema_is_the_one_that_is_served() -> None:
    assert COMMITTED.read_text("utf-8") == sdl(), "run: gql-content schema > schema.graphql"


def test_introspection_over_http_tells_the_same_schema(sample: Served) -> None:
    told = sample.data(get_introspection_query(input_value_deprecation=True))
    assert typed_without_defaults(build_client_schema(told)) == typed_without_defaults(SCHEMA)
    assert "type Query" in print_schema(build_client_schema(told))


def typed_without_defaults(schema: GraphQLSchema) -> dict[str, str]:
    without_one_of = {name: kind for name, kind in typed(schema).items() if "@" not in name}
    return {name: kind.partition(" = ")[0] for name, kind in without_one_of.items()}


def test_introspection_tells_which_inputs_take_exactly_one_key(sample: Served) -> None:
    told = sample.data("{ __schema { types { name isOneOf } } }")["__schema"]["types"]
    assert {one["name"] for one in told if one["isOneOf"]} == {"ArticleKey", "ArticleOrder"}


@pytest.mark.parametrize(("name", "kind"), list(typed(CONTRACT).items()))
def test_the_contract_is_kept(name: str, kind: str) -> None:
    assert TYPED.get(name) == kind


def test_an_argument_beyond_the_contract_is_never_required() -> None:
    promised = typed(CONTRACT)
    added = {name: kind for name, kind in TYPED.items() if "(" in name and name not in promised}
    assert [name for name, kind in added.items() if "! = none" in kind] == []


@pytest.mark.parametrize(("name", "description"), list(described(SCHEMA)))
def test_everything_is_described(name: str, description: str | None) -> None:
    assert description, f"{name} has no description"
    words = description.casefold()
    assert len(words) >= len("By url.")
    assert not any(stub in words for stub in STUBS)
    assert words != name.rpartition(".")[2].casefold()


def test_the_schema_is_printed_sorted() -> None:
    types = [line for line in sdl().splitlines() if line.startswith(("type ", "input ", "enum "))]
    names = [line.split()[1] for line in types]
    assert names == sorted(names)
