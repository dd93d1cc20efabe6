"""What must neither crash nor hang the process. Each of these once did, somewhere."""

import pytest

from gql_content.parsing import parse
from tests.parsing.hostile import BODIES, BOMBS, CROWDS, DEPTHS
from tests.parsing.reading import article, problem, texts, with_front_matter


@pytest.mark.timeout(20)
@pytest.mark.parametrize("yaml", DEPTHS.values(), ids=DEPTHS)
def test_deep_nesting_is_a_problem(yaml: str) -> None:
    found = problem(with_front_matter(yaml))
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
    assert problem(data).code == "TOO_DEEP"


def test_sixty_four_levels_are_allowed() -> None:
    assert texts("a: " + "[" * 63 + "]" * 63).front_matter.count(b"[") == 63


@pytest.mark.timeout(20)
@pytest.mark.parametrize("yaml", BOMBS.values(), ids=BOMBS)
def test_aliases_that_expand_too_far_are_a_problem(yaml: str) -> None:
    assert problem(with_front_matter(yaml)).code == "ALIAS_BOMB"


@pytest.mark.parametrize("yaml", ["a: &a [*a]", "&r\na: *r", "a: &a\n  b: {c: [1, *a]}"])
def test_an_alias_inside_its_anchor_is_a_problem(yaml: str) -> None:
    found = problem(with_front_matter(yaml))
    assert found.code == "ALIAS_CYCLE"
    assert found.line == 2


def test_a_few_aliases_are_written_out() -> None:
    assert texts("a: &a {b: 1}\nc: [*a, *a]").front_matter == b'{"a":{"b":1},"c":[{"b":1},{"b":1}]}'


def test_a_merge_key_is_an_ordinary_key() -> None:
    assert texts("a: &a {b: 1}\nc: {<<: *a}").front_matter == b'{"a":{"b":1},"c":{"<<":{"b":1}}}'
    assert article("<<: {title: merged}").title == "A file"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("yaml", ["a: 1\n" * 2_900, "x: [" + "!a x," * 5_900 + "]"])
def test_thousands_of_mistakes_are_told_up_to_a_number(yaml: str) -> None:
    assert 10 < len(parse("a.md", with_front_matter(yaml)).problems) <= 50


@pytest.mark.timeout(20)
@pytest.mark.parametrize("yaml", ["a: " + "9" * 5_000, "a: 0x" + "f" * 6_000, "a: 1e99999"])
def test_numbers_beyond_json_stay_text(yaml: str) -> None:
    assert texts(yaml).front_matter == f'{{"a":"{yaml[3:]}"}}'.encode()


@pytest.mark.timeout(20)
@pytest.mark.parametrize("value", ["9" * 5_000, "0x" + "f" * 9_000])
def test_a_toml_number_that_python_does_not_print_is_a_problem(value: str) -> None:
    assert problem(f"+++\na = {value}\n+++\n".encode()).code == "BAD_VALUE"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("data", CROWDS.values(), ids=CROWDS)
def test_more_values_than_an_article_can_need_are_a_problem(data: bytes) -> None:
    assert problem(data).code == "OVERSIZE"


@pytest.mark.parametrize(
    "data",
    [
        with_front_matter("a: |\n" + "  - x, [y], {z: 1}\n" * 12_000),
        with_front_matter("a: [" + "1," * 5_000 + "]"),
        b"+++\na = '''" + b"x, [y], z = 1\n" * 12_000 + b"'''\n# " + b"," * 9_000 + b"\n+++\n",
        b'{\n"a": "' + b"x, [y], {z:} " * 12_000 + b'"\n}\n',
    ],
)
def test_signs_in_a_long_text_are_no_values(data: bytes) -> None:
    assert parse("a.md", data).problems == ()


@pytest.mark.timeout(20)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_strange_body_is_read_in_no_time(body: str) -> None:
    assert article("title:", body).has_body is (body[-1] != ">")
