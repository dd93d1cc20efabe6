"""The place of a character in the file, found again from the text that it became."""

import pytest
from msgspec.structs import replace

from gql_content.parsing import BODY, KNOWN_KEYS, read_written
from tests.needs import corpus
from tests.parsing.reading import with_front_matter

SIGNS = "★"


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
def test_a_sign_in_a_field_is_found_where_it_is_written(yaml: str) -> None:
    data = with_front_matter(yaml)
    written = read_written("a.md", data)
    assert written is not None
    assert written.answer is not None
    place = written.place("answer", written.answer.index(SIGNS))
    before = data.decode().partition(SIGNS)[0]
    assert place == (before.count("\n") + 1, len(before) - before.rfind("\n"))


def test_what_cannot_be_matched_has_the_place_of_its_field() -> None:
    written = read_written("a.md", with_front_matter('title: "\\u2605 ★"'))
    assert written is not None
    assert written.place("title", 2) == (2, 8)


def test_a_sign_in_the_body_is_found() -> None:
    written = read_written("a.md", b"\r\n---\r\ntitle: T\r\n---\r\nBody\r\n\xe2\x98\x85")
    assert written is not None
    assert written.body is not None
    assert written.place(BODY, written.body.index(SIGNS)) == (6, 1)


def test_toml_and_json_have_no_places() -> None:
    written = read_written("a.md", b"+++\ntitle = 'T'\n+++\nBody")
    assert written is not None
    assert written.text("title") == "T"
    assert written.place("title") is None


def test_related_links_are_named_as_they_are_written() -> None:
    yaml = "related_article2: {}\nrelated_article7: {id: 1}\nrelated_article3: {url: /a}"
    written = read_written("a.md", with_front_matter(yaml))
    assert written is not None
    assert [written.related_key(number) for number in range(3)] == [
        "related_article3",
        "related_article7",
        None,
    ]


@pytest.mark.parametrize(
    "name", [f"{above}.{key}" for above, keys in KNOWN_KEYS.items() for key in sorted(keys)]
)
def test_every_known_key_means_something(name: str) -> None:
    """Left out, the article is another: so no key is known that nobody reads."""
    above, _, key = name.partition(".")
    value = {"date": "2025-02-06", "no_index": "true", "score": "1", "seo": "{title: T}"}.get(key)
    line = f"{key}: {value or 'x y'}"
    if above:
        line = f"{above}{'1' if above == 'related_article' else ''}:\n  {line}"
    read, empty = (
        read_written("a.md", with_front_matter(yaml, "Body")) for yaml in (line, "other: 1")
    )
    assert read is not None
    assert empty is not None
    same = replace(read.article, source=empty.article.source)
    assert same != empty.article


@pytest.mark.corpus
def test_every_letter_of_real_answers_is_found_where_it_is_written() -> None:
    for file in sorted(corpus("quicktakes").rglob("*.md"))[::40]:
        data = file.read_bytes()
        written = read_written("a.md", data)
        lines = data.decode().split("\n")
        assert written is not None
        answer = written.answer or ""
        for at in range(0, len(answer), 131):
            place = written.place("answer", at)
            assert place is not None
            if not answer[at].isspace():
                assert lines[place[0] - 1][place[1] - 1] == answer[at]
