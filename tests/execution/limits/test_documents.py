"""What a document asks for is counted with each fragment put where it is spread."""

import gc
from collections.abc import Callable
from time import process_time

import pytest
from graphql import get_introspection_query, parse, validate
from msgspec.structs import replace

from gql_content.execution.limits import Limits, errors_in_document
from gql_content.schema import SCHEMA

LIMITS = Limits()
CORE = SCHEMA._schema  # pyright: ignore[reportPrivateUsage] - it has no public name


def codes(text: str, limits: Limits = LIMITS) -> list[str]:
    errors = errors_in_document(limits, parse(text))
    return [(error.extensions or {}).get("code", error.message) for error in errors]


def nested(levels: int) -> str:
    return "{" + "next {" * (levels - 1) + "id" + "}" * levels


def aliased(number: int) -> str:
    return " ".join(f"a{one}: id" for one in range(number))


def roots(number: int) -> str:
    return "{" + " ".join(f"a{one}" for one in range(number)) + "}"


def directed(number: int) -> str:
    return "{" + "id @include(if: true) " * number + "}"


@pytest.mark.parametrize(
    ("fits", "exceeds", "code"),
    [
        (nested(12), nested(13), "LIMIT_DEPTH"),
        ("{ a {" + aliased(30) + "} }", "{ a {" + aliased(31) + "} }", "LIMIT_ALIASES"),
        (roots(20), roots(21), "LIMIT_ROOT_FIELDS"),
        ("{ a " + directed(50) + "}", "{ a " + directed(51) + "}", "LIMIT_DIRECTIVES"),
        ("{a}" * 100, "{a}" * 101, "LIMIT_OPERATIONS"),
        (
            "{ a { b { " + "id " * 70 + "} } }",
            "{ a { b { " + "id " * 72 + "} } }",
            "LIMIT_MERGES",
        ),
        (
            "{" + "".join(f"a{n} {{" + "b c d e f " * 1 + "}" for n in range(20)) + "}",
            "{" + "".join(f"a{n} {{" + roots(60)[1:-1] + "}" for n in range(20)) + "}",
            "LIMIT_FIELDS",
        ),
        (
            "query ($a: Int " + "@a " * 49 + ") @a { b }",
            "query ($a: Int " + "@a " * 50 + ") @a { b }",
            "LIMIT_DIRECTIVES",
        ),
    ],
)
def test_up_to_a_limit_is_allowed_and_no_more(fits: str, exceeds: str, code: str) -> None:
    assert codes(fits) == []
    assert codes(exceeds) == [code]


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
def test_nothing_hides_in_fragments_or_other_operations(
    text: str, limits: dict[str, int], code: str
) -> None:
    assert codes(text) == []
    assert codes(text, replace(LIMITS, **limits)) == [code]


def test_a_fragment_that_is_spread_twice_in_one_place_counts_once() -> None:
    text = "{ a { ...F ...F ... { ...F } } }" + FRAGMENT
    assert codes(text, replace(LIMITS, aliases=3, fields=6)) == []


def test_an_error_names_the_limit_the_value_and_the_setting() -> None:
    (error,) = errors_in_document(LIMITS, parse(nested(13)))
    assert error.message == "There are 13 levels of fields; --max-depth allows 12."
    assert error.extensions == {
        "code": "LIMIT_DEPTH",
        "limit": 12,
        "value": 13,
        "setting": "--max-depth",
    }


def test_a_circle_of_fragments_has_no_end_to_be_counted_to() -> None:
    circle = "{ ...A } fragment A on Q { b { ...B } } fragment B on Q { ...A }"
    (message,) = codes(circle)
    assert message == "Fragments contain one another: ...A in ...B in ...A."


def test_what_tools_ask_of_the_schema_passes() -> None:
    everything = get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
    )
    assert codes(everything) == []
    assert validate(CORE, parse(everything)) == []
    deepest = "{ __schema { types { fields { type {" + "ofType {" * 9 + "name" + "}" * 14
    assert codes(deepest) == []


def test_depth_below_introspection_counts_nowhere_else() -> None:
    assert codes("{ __schema { types { name } } a" + nested(12) + "}") == ["LIMIT_DEPTH"]


def doubling(levels: int) -> str:
    """A document whose answer has 2 ** levels objects at its end."""
    fragments = (
        f"fragment F{n} on Article {{ previous {{ ...F{n + 1} }} next {{ ...F{n + 1} }} }}"
        for n in range(levels)
    )
    return "{ node { ...F0 } }" + " ".join(fragments) + f" fragment F{levels} on Article {{ id }}"


def test_what_grows_exponentially_is_not_counted_to_its_end() -> None:
    began = process_time()
    assert "LIMIT_FIELDS" in codes(doubling(100))
    assert process_time() - began < 2  # where counting to the end would take for ever


def spreading(number: int) -> str:
    """Fragments each of which spreads all that follow it."""
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
def test_whatever_is_accepted_is_soon_validated(family: Callable[[int], str], number: int) -> None:
    """About the largest of each bad family that passes: 50 ms on a machine of its own."""
    open_to_them = replace(LIMITS, root_fields=1_000, aliases=1_000)  # as bad without many of them
    assert fits(family(number), open_to_them)
    assert not fits(family(number * 5 // 4), open_to_them)
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
    began = process_time()
    validate(CORE, document)  # pyright: ignore[reportArgumentType] - as parsed
    return process_time() - began
