"""Document limits count fields after fragments are expanded."""

import gc
from collections.abc import Callable
from time import process_time

import pytest
from graphql import get_introspection_query, parse, validate
from msgspec.structs import replace

from gql_content.engine import Limits, errors_in_document
from gql_content.schema import SCHEMA

LIMITS = Limits()
CORE = SCHEMA._schema  # pyright: ignore[reportPrivateUsage] - it has no public name


def error_codes(text: str, limits: Limits = LIMITS) -> list[str]:
    errors = errors_in_document(limits, parse(text))
    return [(error.extensions or {}).get("code", error.message) for error in errors]


def make_nested(levels: int) -> str:
    return "{" + "next {" * (levels - 1) + "id" + "}" * levels


def make_aliases(number: int) -> str:
    return " ".join(f"a{n}: id" for n in range(number))


def make_root_fields(number: int) -> str:
    return "{" + " ".join(f"a{n}" for n in range(number)) + "}"


def make_directives(number: int) -> str:
    return "{" + "id @include(if: true) " * number + "}"


@pytest.mark.parametrize(
    ("fits", "exceeds", "code"),
    [
        (make_nested(12), make_nested(13), "LIMIT_DEPTH"),
        ("{ a {" + make_aliases(30) + "} }", "{ a {" + make_aliases(31) + "} }", "LIMIT_ALIASES"),
        (make_root_fields(20), make_root_fields(21), "LIMIT_ROOT_FIELDS"),
        (
            "{ a " + make_directives(50) + "}",
            "{ a " + make_directives(51) + "}",
            "LIMIT_DIRECTIVES",
        ),
        ("{a}" * 100, "{a}" * 101, "LIMIT_OPERATIONS"),
        (
            "{ a { b { " + "id " * 70 + "} } }",
            "{ a { b { " + "id " * 72 + "} } }",
            "LIMIT_MERGES",
        ),
        (
            "{" + "".join(f"a{n} {{" + "b c d e f " * 1 + "}" for n in range(20)) + "}",
            "{" + "".join(f"a{n} {{" + make_root_fields(60)[1:-1] + "}" for n in range(20)) + "}",
            "LIMIT_FIELDS",
        ),
        (
            "query ($a: Int " + "@a " * 49 + ") @a { b }",
            "query ($a: Int " + "@a " * 50 + ") @a { b }",
            "LIMIT_DIRECTIVES",
        ),
    ],
)
def test_a_document_may_reach_a_limit_but_not_exceed_it(fits: str, exceeds: str, code: str) -> None:
    assert error_codes(fits) == []
    assert error_codes(exceeds) == [code]


FRAGMENT = "fragment F on Article { a: id next { b: id c: id } }"


@pytest.mark.parametrize(
    ("text", "limits", "code"),
    [
        ("{ a { ...F } }" + FRAGMENT, {"aliases": 2}, "LIMIT_ALIASES"),
        ("{ a { ...F } b { ...F } }" + FRAGMENT, {"aliases": 5}, "LIMIT_ALIASES"),
        ("{ a { ...F } }" + FRAGMENT, {"depth": 2}, "LIMIT_DEPTH"),
        ("{ ...F }" + FRAGMENT, {"root_fields": 1}, "LIMIT_ROOT_FIELDS"),
        ("{ ... { ... on Article { ...F } } }" + FRAGMENT, {"depth": 1}, "LIMIT_DEPTH"),
        ("{ a { ... @b { id } } }", {"directives": 0}, "LIMIT_DIRECTIVES"),
        ("{ a { ...F @b } }" + FRAGMENT, {"directives": 0}, "LIMIT_DIRECTIVES"),
        ("{ a } " + FRAGMENT, {"depth": 1}, "LIMIT_DEPTH"),
        ("{ a ...F } fragment F on A { b }" + FRAGMENT, {"depth": 1}, "LIMIT_DEPTH"),
        ("{ a } query B { b { c } }", {"depth": 1}, "LIMIT_DEPTH"),
    ],
)
def test_fragments_and_other_operations_count(text: str, limits: dict[str, int], code: str) -> None:
    assert error_codes(text) == []
    assert error_codes(text, replace(LIMITS, **limits)) == [code]


def test_a_fragment_spread_twice_in_one_selection_set_counts_once() -> None:
    text = "{ a { ...F ...F ... { ...F } } }" + FRAGMENT
    assert error_codes(text, replace(LIMITS, aliases=3, fields=6)) == []


def test_an_error_names_the_limit_the_value_and_the_setting() -> None:
    (error,) = errors_in_document(LIMITS, parse(make_nested(13)))
    assert error.message == "There are 13 levels of fields; --max-depth allows 12."
    assert error.extensions == {
        "code": "LIMIT_DEPTH",
        "limit": 12,
        "value": 13,
        "setting": "--max-depth",
    }


def test_fragment_cycles_are_rejected() -> None:
    cycle = "{ ...A } fragment A on Q { b { ...B } } fragment B on Q { ...A }"
    (message,) = error_codes(cycle)
    assert message == "Fragments contain one another: ...A in ...B in ...A."


def test_introspection_queries_of_tools_are_allowed() -> None:
    everything = get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
    )
    assert error_codes(everything) == []
    assert validate(CORE, parse(everything)) == []
    deepest = "{ __schema { types { fields { type {" + "ofType {" * 9 + "name" + "}" * 14
    assert error_codes(deepest) == []


def test_only_depth_within_introspection_is_free() -> None:
    assert error_codes("{ __schema { types { name } } a" + make_nested(12) + "}") == ["LIMIT_DEPTH"]


def doubling(levels: int) -> str:
    """A document whose response has 2 ** levels objects at the deepest level."""
    fragments = (
        f"fragment F{n} on Article {{ previous {{ ...F{n + 1} }} next {{ ...F{n + 1} }} }}"
        for n in range(levels)
    )
    return "{ node { ...F0 } }" + " ".join(fragments) + f" fragment F{levels} on Article {{ id }}"


def test_counting_stops_for_documents_that_grow_exponentially() -> None:
    started = process_time()
    assert "LIMIT_FIELDS" in error_codes(doubling(100))
    assert process_time() - started < 2  # a complete count would take forever


def spreading(number: int) -> str:
    """Fragments that each spread all fragments after them."""
    names = [f"...F{n} " for n in range(number)]
    fragments = (
        f"fragment F{n} on Query {{ {''.join(names[n + 1 :])} content {{ revision }} }}"
        for n in range(number)
    )
    return "{" + "".join(names) + "}" + " ".join(fragments)


def chained(number: int) -> str:
    fragments = (
        f"fragment F{n} on Query {{ ...F{n + 1} content {{ revision }} }}" for n in range(number)
    )
    last = f"fragment F{number} on Query {{ content {{ revision }} }}"
    return "{ ...F0 } " + " ".join(fragments) + last


def conflicting(number: int) -> str:
    return "{" + " ".join(f"a: articles(first: {n}) {{ totalCount }}" for n in range(number)) + "}"


def repeated(number: int) -> str:
    return "{ articles { nodes { " + "seo { title } " * number + "} } }"


def filtered(number: int) -> str:
    conditions = '{ title: { eq: "a" } }' * number
    return f"{{ articles(filter: {{ and: [{conditions}] }}) {{ totalCount }} }}"


def many(number: int) -> str:
    return " ".join(f"query A{n} {{ __typename }}" for n in range(number))


@pytest.mark.parametrize(
    ("family", "number"),
    [
        (spreading, 20),
        (chained, 39),
        (conflicting, 50),
        (repeated, 50),
        (filtered, 200),
        (many, 100),
    ],
)
def test_every_accepted_document_is_validated_quickly(
    family: Callable[[int], str], number: int
) -> None:
    """The largest accepted document of each family takes about 50 ms on an idle machine."""
    # These two limits would reject the documents early.
    permissive = replace(LIMITS, root_fields=1_000, aliases=1_000)
    assert fits(family(number), permissive)
    assert not fits(family(number * 5 // 4), permissive)
    document = parse(family(number))
    validate(CORE, document)
    assert min(seconds_to_validate(document) for _ in range(3)) < 0.25


def fits(text: str, limits: Limits) -> bool:
    try:
        return not errors_in_document(limits, parse(text, max_tokens=limits.tokens))
    except Exception:  # noqa: BLE001 - too many tokens
        return False


def seconds_to_validate(document: object) -> float:
    gc.collect()
    started = process_time()
    validate(CORE, document)  # pyright: ignore[reportArgumentType] - as parsed
    return process_time() - started
