"""The fast parser agrees with libyaml."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml.nodes import MappingNode, Node, ScalarNode

from gql_content.content.fast_yaml import parse_plain_style
from gql_content.content.front_matter import HANDLERS
from gql_content.content.yaml_structure import compose_yaml
from tests.needs import corpus

CONTENT = Path(__file__).parents[2] / "content"

TYPICAL = """_schema: default
id: 20118
date: 2025-02-27
title: >-
    Why do we have
    leap years?
seo:
  title: Notes | Astronomy
  page_description: >-
    A year: 365 days # and a quarter
  deeper:
      score: -1.0
author: "O'Hara: a name"
question: 'Why "leap"?'
url: /learn/astronomy/why
nothing:
"""

KEYS = st.sampled_from(("title", "seo", "answer", "no", "_schema", "a1", "<<", "a b", "a-b", ""))
TEXTS = st.sampled_from(
    """
    text|two  words|- item|-1.0|--- |-|?|? a|a: b|a:b|a:|#|a #b|a# b|[|]|{}|&a|*a|!x|>|>-|%|@|`
    'a'|'a|'a''b'|'a' b|"a"|"a|"\\n"|"a" #|''|"|,|a, b|...|... a|---|<<|a\\nb|key: >-|~|no
    """.strip()
    .replace("\n    ", "|")
    .split("|")
    + list("|é\t\u2028\x85\xa0\ufeff\x7f😀\r\u200b\ue000\x00\x1f")
    + ["", "a ", "a\tb", "a\r"]
)
BLANKS = st.sampled_from(("", " ", "  ", "    ", "    ", "      ", "\t"))
LINES = st.one_of(
    st.builds("{}{}:{}{}".format, BLANKS, KEYS, BLANKS, TEXTS),
    st.builds("{}{}: >-\n{}{}".format, BLANKS, KEYS, BLANKS, TEXTS),
    st.builds("{}{}".format, BLANKS, TEXTS),
)
BLOCKS = st.lists(LINES, max_size=8).map(lambda lines: "".join(f"{line}\n" for line in lines))


def to_plain(node: Node) -> object:
    """Return a node tree without positions."""
    if isinstance(node, ScalarNode):
        return node.tag, node.value, node.style
    if isinstance(node, MappingNode):
        return [(to_plain(key), to_plain(value)) for key, value in node.value]
    return "a list", [to_plain(item) for item in node.value]


def assert_parsed_alike(block: str) -> None:
    plain = parse_plain_style(block)
    if plain is not None:
        exact = compose_yaml(block)
        assert exact is not None
        assert to_plain(plain) == to_plain(exact)


def read_front_matter(file: Path) -> str:
    yaml = HANDLERS[0]
    return yaml.split(file.read_text(encoding="utf-8"))[0]


def test_typical_front_matter_is_parsed_without_libyaml() -> None:
    assert parse_plain_style(TYPICAL) is not None
    assert_parsed_alike(TYPICAL)


@settings(max_examples=400)
@given(BLOCKS)
def test_whatever_is_parsed_without_libyaml_is_parsed_alike(block: str) -> None:
    assert_parsed_alike(block)


@settings(max_examples=400)
@given(at=st.integers(0, len(TYPICAL)), cut=st.integers(0, 3), put=st.one_of(TEXTS, LINES, BLANKS))
def test_typical_front_matter_with_one_edit_is_parsed_alike_or_left_to_libyaml(
    at: int, cut: int, put: str
) -> None:
    assert_parsed_alike(TYPICAL[:at] + put + TYPICAL[at + cut :])


@pytest.mark.parametrize(
    "block",
    [
        "",
        "# a comment\n",
        "a: b",
        "a: 1\na: 2\n",
        "a: b\n  c\n",
        "a:\n- b\n",
        "a: |\n  b\n",
        "a: >-\n    b\n\n    c\n",
        "a: >-\n    b\n      c\n",
        "a: >-\n",
        "a:\n    b: c\n  d: e\n",
        "".join(f"{' ' * depth}a:\n" for depth in range(2_000)),
    ],
)
def test_other_styles_are_left_to_libyaml(block: str) -> None:
    assert parse_plain_style(block) is None


def test_the_sample_content_is_parsed_mostly_without_libyaml() -> None:
    assert_mostly_plain([read_front_matter(file) for file in CONTENT.rglob("*.md")], 0.5)


@pytest.mark.corpus
def test_the_real_site_is_parsed_mostly_without_libyaml() -> None:
    files = (corpus("quicktakes") / "learn").rglob("*.md")
    assert_mostly_plain([read_front_matter(file) for file in files], 0.9)


def assert_mostly_plain(blocks: list[str], share: float) -> None:
    for block in blocks:
        assert_parsed_alike(block)
    assert sum(parse_plain_style(block) is not None for block in blocks) > share * len(blocks)
