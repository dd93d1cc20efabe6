"""Every problem has a position and a remedy."""

import pytest

from gql_content.content import parse
from tests.needs import corpus
from tests.parsing.reading import parse_problem, with_front_matter

# Worked out by hand from the files.
BAD_FILES = {
    "19efb63b6bd9.md": ("CONTROL_CHARACTER", 16, 86, "seo.page_keywords"),
    "24d027496286.md": ("CONTROL_CHARACTER", 14, 220, "seo.page_description"),
    "2e70d837e80c.md": ("BAD_YAML", 5, 74, "title"),
    "31afcbb5c936.md": ("BAD_YAML", 46, 78, "related_article5.title"),
    "3dcbf4aab6ee.md": ("BAD_YAML", 36, 78, "related_article3.title"),
    "492098986660.md": ("BAD_YAML", 31, 78, "related_article2.title"),
    "4adb393f0eee.md": ("BAD_YAML", 5, 74, "title"),
    "6a6c8b982cd6.md": ("BAD_YAML", 41, 78, "related_article4.title"),
    "6b8bbaaffae5.md": ("BAD_YAML", 5, 100, "title"),
    "706d57af622b.md": ("BAD_YAML", 41, 78, "related_article4.title"),
}
REMEDIES = {
    "19efb63b6bd9.md": "Write the backslash and the f again.",
    "2e70d837e80c.md": 'Put the value in quotes: title: "…".',
    "6b8bbaaffae5.md": "Put the whole value in quotes, with the question mark inside them",
}


@pytest.mark.corpus
@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_version_of_a_real_file_is_a_problem_at_its_line(name: str) -> None:
    found = parse_problem((corpus("bad") / name).read_bytes())
    assert (found.code, found.line, found.column, found.field) == BAD_FILES[name]
    assert REMEDIES.get(name, "") in found.remedy


@pytest.mark.corpus
def test_the_bad_versions_are_all_here() -> None:
    assert {path.name for path in corpus("bad").iterdir()} == set(BAD_FILES)


@pytest.mark.parametrize(
    ("yaml", "line", "column", "field", "remedy"),
    [
        ("title: What: solid", 2, 12, "title", 'Put the value in quotes: title: "…".'),
        ('a: 1\ntitle: "What"?', 3, 14, "title", "question mark inside"),
        ('title: "What" is', 2, 15, "title", "Put the whole value in quotes"),
        ("title: 'it's'", 2, 12, "title", "Put the whole value in quotes"),
        ("title: [a] b", 2, 12, "title", 'Put the value in quotes: title: "…".'),
        ('title: "What\nid: 1', 2, 8, "title", "Close it"),
        ("seo:\n  title: @me", 3, 10, "seo.title", 'title: "…"'),
        ("title: `code`", 2, 8, "title", "in quotes"),
        ("title: *bold*", 2, 8, "title", "in quotes"),
        ("title: * bold", 2, 8, "title", "in quotes"),
        ("title: &x\nid: &x 1", 3, 5, "id", "in quotes"),
        ("title: - a", 2, 8, "title", "next line"),
        ("title: > 3 things", 2, 8, "title", 'title: "…"'),
        ('title: "\\q"', 2, 9, "title", "single quotes"),
        ('title: "\\ud800"', 2, 11, "title", "single quotes"),
        ("title: [a, b", 2, 8, "title", "Close it with `]`"),
        ("seo: {a: b", 2, 6, "seo", "Close it with `}`"),
        ("seo:\n\ttitle: T", 3, 1, "seo", "Indent with spaces."),
        ("seo:\n  a: 1\n b: 2", 4, 2, "seo.b", "same column"),
        ("title: T\nno colon here\nid: 1", 3, 1, None, "key: value"),
        ("title: T\n...\nid: 1", 4, 1, "id", "Remove the line `...`."),
        ("tags:\n- a: b: c", 3, 7, "tags.a", 'a: "…"'),
        ("tags:\n  - a: 1\n    b: c: d", 4, 9, "tags.b", 'b: "…"'),
        ("- a\nid: 1", 3, 1, "id", "`- `"),
        ("title: !e!x T", 2, 8, "title", "in quotes"),
    ],
)
def test_invalid_yaml_is_explained(
    yaml: str, line: int, column: int, field: str | None, remedy: str
) -> None:
    found = parse_problem(with_front_matter(yaml))
    assert (found.code, found.line, found.column) == ("BAD_YAML", line, column)
    assert found.field == field
    assert remedy in found.remedy
    assert "{" not in found.message.replace("`{`", "")


def test_text_in_a_block_scalar_is_not_mistaken_for_a_field() -> None:
    found = parse_problem(with_front_matter("answer: >-\n    Note: this\n    Then: \x07"))
    assert (found.code, found.line, found.column) == ("CONTROL_CHARACTER", 4, 11)
    assert found.field == "answer"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r\n\u2028"])
def test_lines_are_counted_as_editors_count_them(newline: str) -> None:
    text = f"\ufeff\n---\na: |\n  x{newline.strip(chr(13) + chr(10))}\ntitle: a: b\n---\n"
    found = parse_problem(text.replace("\n", newline[: newline.index("\n") + 1]).encode())
    assert (found.line, found.column, found.field) == (5, 9, "title")


def test_columns_count_characters() -> None:
    found = parse_problem(with_front_matter("title: 𝛼é: b"))
    assert (found.line, found.column) == (2, 10)


@pytest.mark.parametrize(
    ("data", "line", "column", "expected"),
    [
        (b"abc\n  \xe9t", 2, 3, "0xE9"),
        (b"\xef\xbb\xbf\xc3\xa9\xff", 1, 2, "0xFF"),
        ("title".encode("utf-16"), 1, 1, "UTF-16"),
        (b"\xfe\xff\x00a", 1, 1, "UTF-16"),
        (b"a\r\n\xed\xa0\x80", 2, 1, "0xED"),
    ],
)
def test_bytes_that_are_not_utf_8_are_a_problem(
    data: bytes, line: int, column: int, expected: str
) -> None:
    found = parse_problem(data)
    assert (found.code, found.line, found.column) == ("NOT_UTF8", line, column)
    assert expected in found.message


def test_a_nul_byte_is_a_problem() -> None:
    found = parse_problem(b"---\ntitle: T\n---\nbo\0dy")
    assert (found.code, found.line, found.column) == ("NUL_BYTE", 4, 3)


def test_a_large_file_is_a_problem() -> None:
    found = parse_problem(b"x" * (1024 * 1024 + 1))
    assert (found.code, found.line) == ("OVERSIZE", None)
    assert parse("a.md", b"x" * (1024 * 1024)).article is not None


def test_a_large_front_matter_is_a_problem() -> None:
    found = parse_problem(with_front_matter("answer: " + "é" * (128 * 1024)))
    assert (found.code, found.line, found.column) == ("OVERSIZE", 2, 1)
    assert parse("a.md", with_front_matter("answer: " + "x" * 250_000)).article is not None


@pytest.mark.parametrize(
    ("yaml", "line", "field", "lines"),
    [
        ("id: 1\ntitle: T\nid: 2", 4, "id", "first on line 2, again on line 4"),
        ("1: a\n'1': b", 3, "1", "first on line 2, again on line 3"),
        ("seo:\n  a: 1\n  a: 1", 4, "seo.a", "first on line 3, again on line 4"),
        ("b:\n- {x: 1,\n   x: 1}", 4, "b.0.x", "first on line 3, again on line 4"),
    ],
)
def test_a_duplicate_key_is_a_problem_naming_both_lines(
    yaml: str, line: int, field: str, lines: str
) -> None:
    found = parse_problem(with_front_matter(yaml))
    assert (found.code, found.line, found.field) == ("DUPLICATE_KEY", line, field)
    assert lines in found.message


@pytest.mark.parametrize(
    ("yaml", "line", "column", "field"),
    [
        ("title: !foo T", 2, 8, "title"),
        ("title: !!python/object/apply:os.system [ls]", 2, 8, "title"),
        ("a:\n- !!binary aGk=", 3, 3, "a.0"),
        ("seo: !x {a: b}", 2, 6, "seo"),
        ("!x a: b", 2, 1, None),
        ("!x {a: b}", 2, 1, None),
    ],
)
def test_a_tag_is_a_problem(yaml: str, line: int, column: int, field: str | None) -> None:
    found = parse_problem(with_front_matter(yaml))
    assert (found.code, found.line, found.column) == ("UNKNOWN_TAG", line, column)
    assert found.field == field


@pytest.mark.parametrize("yaml", ["? [a]\n: b", "{[a]: b}", "? {a: b}\n: c"])
def test_a_key_must_be_text(yaml: str) -> None:
    assert parse_problem(with_front_matter(yaml)).code == "BAD_KEY"


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"+++\na = 1\nb = = 2\n+++\n", "BAD_TOML", 3, 5),
        (b"\r\n+++\r\na = 1\r\nb = = 2\r\n+++\r\n", "BAD_TOML", 4, 5),
        (b"+++\na = 1\na = 2\n+++\n", "BAD_TOML", 3, 6),
        (b"+++\na = 'x\n+++\n", "BAD_TOML", 2, 7),
        (b'\n{\n"a": 1,\n"b": ]\n}\n', "BAD_JSON", 4, 6),
        (b'{\n"a": 1,\n"a": 2\n}\n', "DUPLICATE_KEY", None, None),
        (b'{\n"a": "\\ud800"\n}\n', "BAD_VALUE", None, None),
    ],
)
def test_invalid_toml_and_json_are_problems(
    data: bytes, code: str, line: int | None, column: int | None
) -> None:
    found = parse_problem(data)
    assert (found.code, found.line, found.column) == (code, line, column)
    assert found.remedy
