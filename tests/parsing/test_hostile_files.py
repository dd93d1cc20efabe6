"""Inputs that must neither crash nor hang the process."""

import pytest

from gql_content.content import parse
from tests.parsing.hostile import BODIES, BOMBS, DEPTHS, OVERSIZED
from tests.parsing.reading import parse_article, parse_problem, parse_texts, with_front_matter


@pytest.mark.timeout(20)
@pytest.mark.parametrize("yaml", DEPTHS.values(), ids=DEPTHS)
def test_deep_nesting_is_a_problem(yaml: str) -> None:
    found = parse_problem(with_front_matter(yaml))
    assert found.code == "TOO_DEEP"
    assert found.line is not None


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "data",
    [
        b'{\n"a": ' + b"[" * 100_000 + b"\n}\n",
        b'{\n"a": ' + b"[" * 300 + b"]" * 300 + b"\n}\n",
        b"+++\na = " + b"[" * 100_000 + b"\n+++\n",
        b"+++\n" + b"a." * 120_000 + b"a = 1\n+++\n",
        b"+++\n" + b'"\\"".' * 30_000 + b"a = 1\n+++\n",
        b"+++\n[" + b"'a' . " * 30_000 + b"a]\n+++\n",
    ],
)
def test_deep_nesting_in_toml_and_json_is_a_problem(data: bytes) -> None:
    assert parse_problem(data).code == "TOO_DEEP"


def test_sixty_four_levels_are_allowed() -> None:
    assert parse_texts("a: " + "[" * 63 + "]" * 63).front_matter.count(b"[") == 63


@pytest.mark.timeout(20)
@pytest.mark.parametrize("yaml", BOMBS.values(), ids=BOMBS)
def test_aliases_that_expand_too_far_are_a_problem(yaml: str) -> None:
    assert parse_problem(with_front_matter(yaml)).code == "ALIAS_BOMB"


@pytest.mark.parametrize("yaml", ["a: &a [*a]", "&r\na: *r", "a: &a\n  b: {c: [1, *a]}"])
def test_an_alias_inside_its_anchor_is_a_problem(yaml: str) -> None:
    found = parse_problem(with_front_matter(yaml))
    assert found.code == "ALIAS_CYCLE"
    assert found.line == 2


def test_aliases_are_expanded() -> None:
    assert (
        parse_texts("a: &a {b: 1}\nc: [*a, *a]").front_matter
        == b'{"a":{"b":1},"c":[{"b":1},{"b":1}]}'
    )


def test_a_merge_key_is_an_ordinary_key() -> None:
    assert (
        parse_texts("a: &a {b: 1}\nc: {<<: *a}").front_matter == b'{"a":{"b":1},"c":{"<<":{"b":1}}}'
    )
    assert parse_article("<<: {title: merged}").title == "A file"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("yaml", ["a: 1\n" * 2_900, "x: [" + "!a x," * 5_900 + "]"])
def test_the_number_of_reported_problems_is_bounded(yaml: str) -> None:
    assert 10 < len(parse("a.md", with_front_matter(yaml)).problems) <= 50


@pytest.mark.timeout(20)
@pytest.mark.parametrize("yaml", ["a: " + "9" * 5_000, "a: 0x" + "f" * 6_000, "a: 1e99999"])
def test_numbers_beyond_json_stay_text(yaml: str) -> None:
    assert parse_texts(yaml).front_matter == f'{{"a":"{yaml[3:]}"}}'.encode()


@pytest.mark.timeout(20)
@pytest.mark.parametrize("value", ["9" * 5_000, "0x" + "f" * 9_000])
def test_a_toml_number_that_python_does_not_print_is_a_problem(value: str) -> None:
    assert parse_problem(f"+++\na = {value}\n+++\n".encode()).code == "BAD_VALUE"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("data", OVERSIZED.values(), ids=OVERSIZED)
def test_too_many_values_are_a_problem(data: bytes) -> None:
    assert parse_problem(data).code == "OVERSIZE"


@pytest.mark.parametrize(
    "data",
    [
        with_front_matter("a: |\n" + "  - x, [y], {z: 1}\n" * 12_000),
        with_front_matter("a: [" + "1," * 5_000 + "]"),
        b"+++\na = '''" + b"x, [y], z = 1\n" * 12_000 + b"'''\n# " + b"," * 9_000 + b"\n+++\n",
        b'{\n"a": "' + b"x, [y], {z:} " * 12_000 + b'"\n}\n',
    ],
)
def test_separators_in_text_do_not_count_as_values(data: bytes) -> None:
    assert parse("a.md", data).problems == ()


@pytest.mark.timeout(20)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_hostile_body_is_parsed_in_linear_time(body: str) -> None:
    assert parse_article("title:", body).has_body is (body[-1] != ">")
