"""The commands that answer on the terminal."""

import json
from pathlib import Path
from typing import Any

import pytest

from gql_content import __version__
from gql_content.schema import sdl
from tests.cli.program import run
from tests.conftest import SAMPLE
from tests.folder import write

ONE = "query One($url: String!) { article(by: { url: $url }) { title } }"
LEAP = "/learn/history/questions/why-do-we-have-leap-years"


def answer(*arguments: str | Path, stdin: bytes = b"", code: int = 0) -> dict[str, Any]:
    done = run("query", *arguments, stdin=stdin)
    assert done.returncode == code, done.stderr.decode()
    assert done.stderr == b""
    return json.loads(done.stdout)


def test_a_query_is_answered_on_the_terminal() -> None:
    found = answer("{ content { problemCount } }", SAMPLE)
    assert found == {"data": {"content": {"problemCount": 0}}}


def test_the_content_root_is_content_unless_named(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": {"title": "Ä"}})
    done = run("query", "{ articles { nodes { title } } }", cwd=tmp_path)
    assert json.loads(done.stdout)["data"]["articles"]["nodes"] == [{"title": "Ä"}]
    assert "Ä" in done.stdout.decode()


def test_a_plan_is_shown_without_any_content(tmp_path: Path) -> None:
    done = run("query", "{ content { articleCount } }", tmp_path, "--explain")
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        "Query",
        "  content: ContentInfo!  ← content(info)",
        "    articleCount: Int!  ← await article_count(root)",
    ]


def test_what_cannot_be_run_has_no_plan(tmp_path: Path) -> None:
    done = run("query", "{ nothing }", tmp_path, "--explain")
    assert done.returncode == 2
    assert b"Cannot query field 'nothing'" in done.stderr


def test_variables_are_a_json_object() -> None:
    found = answer(ONE, SAMPLE, "--variables", json.dumps({"url": LEAP}))
    assert found["data"]["article"] == {"title": "Why do we have leap years?"}


def test_a_query_is_read_from_standard_input() -> None:
    found = answer("-", SAMPLE, stdin=b"# a comment\n{ content { subjectCount } }\n")
    assert found == {"data": {"content": {"subjectCount": 10}}}


def test_one_of_several_operations_is_named() -> None:
    query = "query A { a: __typename } query B { b: __typename }"
    assert answer(query, SAMPLE, "--operation", "B") == {"data": {"b": "Query"}}
    assert "errors" in answer(query, SAMPLE, code=1)
    assert "errors" in answer(query, SAMPLE, "--operation", "C", code=1)


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("mutation { a }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ articles(first: -1) { totalCount } }", "BAD_WINDOW"),
        (ONE, "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_errors_are_printed_and_are_exit_code_1(query: str, error: str) -> None:
    (told,) = answer(query, SAMPLE, code=1)["errors"]
    assert told["extensions"]["code"] == error


def test_bytes_that_are_no_text_are_no_query() -> None:
    (told,) = answer("-", SAMPLE, stdin=b"{ \xff }", code=1)["errors"]
    assert told["extensions"]["code"] == "GRAPHQL_PARSE_FAILED"


@pytest.mark.parametrize("variables", ["", "{", "[]", "1", "null", "\udcff", "[" * 50_000])
def test_what_is_no_json_object_is_told_in_one_line(variables: str) -> None:
    done = run("query", ONE, SAMPLE, "--variables", variables)
    assert done.returncode == 2
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert "--variables" in line


def test_the_schema_is_printed() -> None:
    done = run("schema")
    assert done.returncode == 0
    assert done.stdout.decode() == sdl()
    assert done.stderr == b""


def test_the_version_is_printed() -> None:
    done = run("--version")
    assert done.returncode == 0
    assert done.stdout.decode().split()[-1] == __version__


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_names_the_commands(flag: str) -> None:
    done = run(flag)
    assert done.returncode == 0
    for command in ("serve", "query", "schema"):
        assert command in done.stdout.decode()
        assert run(command, flag).returncode == 0


@pytest.mark.parametrize("arguments", [("nothing",), ("serve", "--nothing"), ("query",)])
def test_an_unknown_command_or_option_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Usage" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
