"""Source maps: the position in the file of a character of a parsed text."""

import pytest
from msgspec.structs import replace

from gql_content.content import BODY, KNOWN_KEYS, read_source_map
from tests.needs import corpus
from tests.parsing.reading import with_front_matter

MARKER = "★"


@pytest.mark.parametrize(
    "yaml",
    [
        "answer: a ★",
        "answer: 'it''s ★'",
        'answer: "a \\"b\\" \\\\ \\f \\t★"',
        "answer: >-\n    folded\n    lines and\n\n    more ★",
        "answer: |\n    kept\n      lines ★",
        "answer: >-\n    written\\n\\nbreaks, $\\nu \\neq 1$ and ★",
        'answer: "a b\n    c ★"',
    ],
)
def test_a_character_of_a_field_has_its_position_in_the_file(yaml: str) -> None:
    data = with_front_matter(yaml)
    source_map = read_source_map("a.md", data)
    assert source_map is not None
    assert source_map.answer is not None
    position = source_map.locate("answer", source_map.answer.index(MARKER))
    before = data.decode().partition(MARKER)[0]
    assert position == (before.count("\n") + 1, len(before) - before.rfind("\n"))


def test_a_character_that_cannot_be_aligned_has_the_position_of_its_field() -> None:
    source_map = read_source_map("a.md", with_front_matter('title: "\\u2605 ★"'))
    assert source_map is not None
    assert source_map.locate("title", 2) == (2, 8)


def test_a_character_of_the_body_has_its_position_in_the_file() -> None:
    source_map = read_source_map("a.md", b"\r\n---\r\ntitle: T\r\n---\r\nBody\r\n\xe2\x98\x85")
    assert source_map is not None
    assert source_map.body is not None
    assert source_map.locate(BODY, source_map.body.index(MARKER)) == (6, 1)


def test_toml_and_json_have_no_positions() -> None:
    source_map = read_source_map("a.md", b"+++\ntitle = 'T'\n+++\nBody")
    assert source_map is not None
    assert source_map.text("title") == "T"
    assert source_map.locate("title") is None


def test_related_links_have_their_keys_as_written() -> None:
    yaml = "related_article2: {}\nrelated_article7: {id: 1}\nrelated_article3: {url: /a}"
    source_map = read_source_map("a.md", with_front_matter(yaml))
    assert source_map is not None
    assert [source_map.find_related_key(number) for number in range(3)] == [
        "related_article3",
        "related_article7",
        None,
    ]


@pytest.mark.parametrize(
    "name", [f"{above}.{key}" for above, keys in KNOWN_KEYS.items() for key in sorted(keys)]
)
def test_every_known_key_changes_the_article(name: str) -> None:
    """Without it the article differs, so no key is listed that is not read."""
    above, _, key = name.partition(".")
    value = {"date": "2025-02-06", "no_index": "true", "score": "1", "seo": "{title: T}"}.get(key)
    line = f"{key}: {value or 'x y'}"
    if above:
        line = f"{above}{'1' if above == 'related_article' else ''}:\n  {line}"
    read, empty = (
        read_source_map("a.md", with_front_matter(yaml, "Body")) for yaml in (line, "other: 1")
    )
    assert read is not None
    assert empty is not None
    same = replace(read.article, source=empty.article.source)
    assert same != empty.article


@pytest.mark.corpus
def test_characters_of_real_answers_have_their_positions_in_the_file() -> None:
    for file in sorted(corpus("quicktakes").rglob("*.md"))[::40]:
        data = file.read_bytes()
        source_map = read_source_map("a.md", data)
        lines = data.decode().split("\n")
        assert source_map is not None
        answer = source_map.answer or ""
        for at in range(0, len(answer), 131):
            position = source_map.locate("answer", at)
            assert position is not None
            if not answer[at].isspace():
                assert lines[position[0] - 1][position[1] - 1] == answer[at]
