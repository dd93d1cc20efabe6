"""`gql-content documents check`: the documents of a frontend, checked against the schema."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.program import run_command
from tests.conftest import SAMPLE, Serve
from tests.served import Served

PAGE = """query Page($url: String!) {
  article(by: { url: $url }) {
    ...Card
  }
}
"""
CARD = "fragment Card on Article {\n  title\n  url\n}\n"
COUNT = "# How many\nquery Count { content { articleCount } }\n"


@pytest.fixture
def frontend(tmp_path: Path) -> Path:
    """A folder with documents, in which a fragment is in another file than its query."""
    folder = tmp_path / "src"
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "page.graphql").write_text(PAGE, "utf-8")
    (folder / "card.gql").write_text(CARD, "utf-8")
    (folder / "count.graphql").write_text(COUNT, "utf-8")
    (folder / "readme.md").write_text("no document", "utf-8")
    return folder


def test_each_operation_is_printed_and_written_with_its_fragments(
    frontend: Path, tmp_path: Path, serve: Serve
) -> None:
    manifest = tmp_path / "manifest.json"
    process = run_command("documents", "check", frontend, "--write", manifest)
    assert process.returncode == 0, process.stderr.decode()
    lines = [line.split() for line in process.stdout.decode().splitlines()]
    assert [line[1:3] for line in lines] == [["query", "Count"], ["query", "Page"]]
    written = json.loads(manifest.read_bytes())
    assert written["format"] == "apollo-persisted-query-manifest"
    count, page = written["operations"]
    assert page["body"] == f"{PAGE}\n{CARD}".rstrip()
    for operation in (count, page):
        assert operation["id"] == sha256(operation["body"].encode()).hexdigest()
    served = serve(SAMPLE, documents=manifest, documents_only=True)
    request = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": count["id"]}}}
    response = served.client.post("/graphql", json=request).json()
    assert response["data"]["content"]["articleCount"] == served.loaded.articles


LIST = """query List($first: Int = 30) {
  articles(first: $first) { nodes { title subject { name } related(first: 3) { title } } }
}
"""
MORE = LIST.replace("List(", "More($related: Int, ").replace("first: 3", "first: $related")


def test_the_printed_cost_is_that_of_the_service(tmp_path: Path, sample: Served) -> None:
    (tmp_path / "list.graphql").write_text(LIST, "utf-8")
    (tmp_path / "more.graphql").write_text(MORE, "utf-8")
    process = run_command("documents", "check", tmp_path)
    cost, maximum = (
        sample.client.post(
            "/graphql",
            json={"query": LIST, "variables": variables, "extensions": {"cost": True}},
        ).json()["extensions"]["cost"]
        for variables in ({}, {"first": 100})
    )
    lines = [line.partition("  cost ")[2] for line in process.stdout.decode().splitlines()]
    assert lines == [
        f"{cost:,}, with other variables up to {maximum:,}",
        "361, with other variables above --max-cost 10,000",
    ]


def test_an_operation_beyond_the_limits_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "list.graphql"
    file.write_text(f"# All\n{LIST}", "utf-8")
    process = run_command("documents", "check", tmp_path, "--max-cost", "50", "--max-depth", "3")
    assert process.returncode == 1
    assert process.stdout == b""
    assert process.stderr.decode().startswith(f"{file}:2:1: There are ")
    assert b"--max-depth allows 3." in process.stderr
    process = run_command("documents", "check", tmp_path, variables={"GQL_CONTENT_MAX_COST": "50"})
    assert process.returncode == 1
    assert b"--max-cost allows 50." in process.stderr


def test_errors_have_a_location_and_nothing_is_written(frontend: Path, tmp_path: Path) -> None:
    (frontend / "card.gql").write_text("fragment Card on Article {\n  titel\n}\n", "utf-8")
    (frontend / "count.graphql").write_text("{ content { articleCount } }", "utf-8")
    (frontend / "z.graphql").write_text("mutation Save { save }", "utf-8")
    process = run_command("documents", "check", frontend, "--write", tmp_path / "none.json")
    assert process.returncode == 1
    assert process.stdout == b""
    assert not (tmp_path / "none.json").exists()
    lines = process.stderr.decode().splitlines()
    assert [line.removeprefix(f"{frontend}/").partition(": ")[0] for line in lines] == [
        "card.gql:2:3",
        "count.graphql:1:1",
        "z.graphql:1:1",
    ]
    assert "Did you mean 'title'" in lines[0]
    assert "`query SomeName`" in lines[1]


def test_a_syntax_error_is_reported_alone(frontend: Path) -> None:
    broken = frontend / "count.graphql"
    broken.write_text("query Count {\n  content {\n", "utf-8")
    process = run_command("documents", "check", broken, frontend / "card.gql")
    assert process.returncode == 1
    assert process.stderr.decode().startswith(f"{broken}:3:1: Syntax Error")


def test_two_operations_with_the_same_name_are_an_error(frontend: Path) -> None:
    (frontend / "again.graphql").write_text(COUNT, "utf-8")
    process = run_command("documents", "check", frontend)
    assert process.returncode == 1
    assert "only one operation named 'Count'" in process.stderr.decode()


def test_a_file_that_is_not_utf_8_is_reported_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.graphql").write_bytes(b"query A { \xff }")
    process = run_command("documents", "check", tmp_path)
    assert process.returncode == 2
    assert b"is not UTF-8" in process.stderr
    assert b"Traceback" not in process.stderr


def test_typename_is_added_to_every_selection_set(frontend: Path, tmp_path: Path) -> None:
    (frontend / "count.graphql").write_text("query Schema { __schema { types { name } } }", "utf-8")
    process = run_command(
        "documents", "check", frontend, "--typename", "--write", tmp_path / "m.json"
    )
    assert process.returncode == 0
    page, schema = json.loads((tmp_path / "m.json").read_bytes())["operations"]
    assert page["body"] == (
        "query Page($url: String!) {\n  article(by: { url: $url }) {\n    ...Card\n"
        "    __typename\n  }\n}\n\n"
        "fragment Card on Article {\n  title\n  url\n  __typename\n}"
    )
    assert "__typename" in schema["body"].partition("types")[2]
