"""The delimiters of front matter."""

import pytest

from gql_content.content import parse, read_texts
from tests.parsing.reading import parse_problem


def read_body(data: bytes) -> str | None:
    texts = read_texts("a.md", data)
    assert texts is not None
    return texts.body


def parse_title(data: bytes, path: str = "learn/a-file.md") -> str:
    parsed = parse(path, data)
    assert parsed.article is not None, parsed.problems
    return parsed.article.title


@pytest.mark.parametrize(
    "data",
    [
        b"---\ntitle: T\n---\nbody",
        b"\xef\xbb\xbf---\ntitle: T\n---\nbody",
        b"\n\n  \n---\ntitle: T\n---\nbody",
        b"---  \ntitle: T\n----- \nbody",
        b"---\n# comment\ntitle: T # comment\n---\nbody",
        b"+++\ntitle = 'T'\n+++\nbody",
        b'{\n"title": "T"\n}\nbody',
    ],
)
def test_front_matter_is_found(data: bytes) -> None:
    assert (parse_title(data), read_body(data)) == ("T", "body")
    with_carriage_returns = data.replace(b"\n", b"\r\n")
    assert (parse_title(with_carriage_returns), read_body(with_carriage_returns)) == ("T", "body")


def test_only_the_line_break_after_the_closing_line_is_removed_from_the_body() -> None:
    assert read_body(b"---\ntitle: T\n---\n    code\n\nText\n") == "    code\n\nText\n"


def test_dashes_inside_text_do_not_close_front_matter() -> None:
    assert read_body(b"---\ntitle: T\nanswer: |\n  a\n  ---\n---x: 1\n---\nb\n---\n") == "b\n---\n"


@pytest.mark.parametrize("data", [b"---\n---\n", b"---\n---", b"---\n# nothing\n---\n"])
def test_front_matter_may_be_empty(data: bytes) -> None:
    assert parse_title(data) == "A file"


@pytest.mark.parametrize("data", [b"", b"\n", b"\xef\xbb\xbf", b" \n\t\n"])
def test_the_title_of_an_empty_file_is_its_name(data: bytes) -> None:
    assert parse_title(data, "learn/how-do_cells--divide.md") == "How do cells divide"


@pytest.mark.parametrize("data", [b"Text", b"--- \xc3\xa9", b"- - -\ntext", b"{ \n", b"{a}\n}"])
def test_a_file_without_front_matter_has_only_a_body(data: bytes) -> None:
    if data.startswith(b"{ "):
        assert parse_problem(data).code == "UNCLOSED_FRONT_MATTER"
    else:
        assert read_body(data) == data.decode()


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("# One\n# Two", "One"),
        ("Text\n\n## A *b* `c` [d](/e) ##\n", "A b c d"),
        ("#hash\n\nText\n\nTwo\nlines\n---\n", "Two lines"),
        ("~~~\n# code\n~~~\n### Title", "Title"),
        ("- item\n---\n# Real", "Real"),
        ("    # code\n", "A file"),
        ("# \n#\nText", "A file"),
        ("snake_case\n==", "snake_case"),
    ],
)
def test_a_missing_title_falls_back_to_the_first_heading_then_the_file_name(
    body: str, title: str
) -> None:
    assert parse_title(body.encode()) == title
    assert parse_title(f"---\nid: 1\ntitle: ' '\n---\n{body}".encode()) == title


@pytest.mark.parametrize(
    ("data", "opening"), [(b"---\ntitle: T\n", "---"), (b"\n+++\na = 1", "+++"), (b"{\n", "{")]
)
def test_unclosed_front_matter_is_a_problem(data: bytes, opening: str) -> None:
    found = parse_problem(data)
    assert found.code == "UNCLOSED_FRONT_MATTER"
    assert (found.line, found.column) == (2 if data.startswith(b"\n") else 1, 1)
    assert f"`{opening}`" in found.message
    assert found.remedy.startswith("Did you forget to add `")


def test_prose_between_thematic_breaks_is_a_problem_with_that_remedy() -> None:
    found = parse_problem(b"---\nOnce upon a time\n\n---\nthe end")
    assert (found.code, found.line, found.column) == ("NOT_A_MAPPING", 2, 1)
    assert "thematic break" in found.remedy


@pytest.mark.parametrize("front_matter", ["- a\n- b", "text", "12", "~", "[a]"])
def test_front_matter_must_be_a_mapping(front_matter: str) -> None:
    found = parse_problem(f"\n---\n{front_matter}\n---\n".encode())
    assert (found.code, found.line, found.column) == ("NOT_A_MAPPING", 3, 1)
