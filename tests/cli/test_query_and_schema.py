"""The commands `query` and `schema`."""

import json
from pathlib import Path
from typing import Any

import pytest

from gql_content import __version__
from gql_content.schema import sdl
from tests.cli.program import run_command
from tests.conftest import SAMPLE
from tests.folder import write

ONE_ARTICLE = "query One($url: String!) { article(by: { url: $url }) { title } }"
LEAP = "/learn/history/questions/why-do-we-have-leap-years"


def run_query(*arguments: str | Path, stdin: bytes = b"", code: int = 0) -> dict[str, Any]:
    process = run_command("query", *arguments, stdin=stdin)
    assert process.returncode == code, process.stderr.decode()
    assert process.stderr == b""
    return json.loads(process.stdout)


def test_a_query_prints_its_response() -> None:
    response = run_query("{ content { problemCount } }", SAMPLE)
    assert response == {"data": {"content": {"problemCount": 0}}}


def test_the_default_content_root_is_content(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": {"title": "Ä"}})
    process = run_command("query", "{ articles { nodes { title } } }", cwd=tmp_path)
    assert json.loads(process.stdout)["data"]["articles"]["nodes"] == [{"title": "Ä"}]
    assert "Ä" in process.stdout.decode()


def test_explain_prints_the_plan_without_content(tmp_path: Path) -> None:
    process = run_command("query", "{ content { articleCount } }", tmp_path, "--explain")
    assert process.returncode == 0
    assert process.stdout.decode().splitlines() == [
        "Query",
        "  content: ContentInfo!  ← content(info)",
        "    articleCount: Int!  ← await article_count(root)",
    ]


def test_an_invalid_operation_has_no_plan(tmp_path: Path) -> None:
    process = run_command("query", "{ nothing }", tmp_path, "--explain")
    assert process.returncode == 2
    assert b"Cannot query field 'nothing'" in process.stderr


def test_variables_are_a_json_object() -> None:
    response = run_query(ONE_ARTICLE, SAMPLE, "--variables", json.dumps({"url": LEAP}))
    assert response["data"]["article"] == {"title": "Why do we have leap years?"}


def test_a_query_is_read_from_standard_input() -> None:
    response = run_query("-", SAMPLE, stdin=b"# a comment\n{ content { subjectCount } }\n")
    assert response == {"data": {"content": {"subjectCount": 10}}}


def test_one_of_several_operations_is_selected_by_name() -> None:
    query = "query A { a: __typename } query B { b: __typename }"
    assert run_query(query, SAMPLE, "--operation", "B") == {"data": {"b": "Query"}}
    assert "errors" in run_query(query, SAMPLE, code=1)
    assert "errors" in run_query(query, SAMPLE, "--operation", "C", code=1)


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("mutation { a }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ articles(first: -1) { totalCount } }", "BAD_WINDOW"),
        (ONE_ARTICLE, "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_errors_are_printed_with_exit_code_1(query: str, error: str) -> None:
    (error_,) = run_query(query, SAMPLE, code=1)["errors"]
    assert error_["extensions"]["code"] == error


def test_invalid_utf_8_is_a_parse_error() -> None:
    (error_,) = run_query("-", SAMPLE, stdin=b"{ \xff }", code=1)["errors"]
    assert error_["extensions"]["code"] == "GRAPHQL_PARSE_FAILED"


@pytest.mark.parametrize("variables", ["", "{", "[]", "1", "null", "\udcff", "[" * 50_000])
def test_invalid_variables_are_reported_in_one_line(variables: str) -> None:
    process = run_command("query", ONE_ARTICLE, SAMPLE, "--variables", variables)
    assert process.returncode == 2
    assert process.stdout == b""
    (line,) = process.stderr.decode().splitlines()
    assert "--variables" in line


def test_the_schema_is_printed() -> None:
    process = run_command("schema")
    assert process.returncode == 0
    assert process.stdout.decode() == sdl()
    assert process.stderr == b""


def test_the_version_is_printed() -> None:
    process = run_command("--version")
    assert process.returncode == 0
    assert process.stdout.decode().split()[-1] == __version__


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_names_the_commands(flag: str) -> None:
    process = run_command(flag)
    assert process.returncode == 0
    for command in ("serve", "query", "schema"):
        assert command in process.stdout.decode()
        assert run_command(command, flag).returncode == 0


@pytest.mark.parametrize("arguments", [("nothing",), ("serve", "--nothing"), ("query",)])
def test_an_unknown_command_or_option_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    process = run_command(*arguments)
    assert process.returncode == 2
    assert "Usage" in process.stderr.decode()
    assert "Traceback" not in process.stderr.decode()
