"""`gql-content documents check`: what a frontend asks, held against the schema."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.program import run
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
    """A folder of a frontend's documents, a fragment apart from its query."""
    folder = tmp_path / "src"
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "page.graphql").write_text(PAGE, "utf-8")
    (folder / "card.gql").write_text(CARD, "utf-8")
    (folder / "count.graphql").write_text(COUNT, "utf-8")
    (folder / "readme.md").write_text("no document", "utf-8")
    return folder


def test_each_operation_is_shown_and_written_with_its_fragments(
    frontend: Path, tmp_path: Path, serve: Serve
) -> None:
    manifest = tmp_path / "manifest.json"
    done = run("documents", "check", frontend, "--write", manifest)
    assert done.returncode == 0, done.stderr.decode()
    shown = [line.split() for line in done.stdout.decode().splitlines()]
    assert [line[1:3] for line in shown] == [["query", "Count"], ["query", "Page"]]
    written = json.loads(manifest.read_bytes())
    assert written["format"] == "apollo-persisted-query-manifest"
    count, page = written["operations"]
    assert page["body"] == f"{PAGE}\n{CARD}".rstrip()
    for one in (count, page):
        assert one["id"] == sha256(one["body"].encode()).hexdigest()
    served = serve(SAMPLE, documents=manifest, documents_only=True)
    asked = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": count["id"]}}}
    answered = served.client.post("/graphql", json=asked).json()
    assert answered["data"]["content"]["articleCount"] == served.loaded.articles


LIST = """query List($first: Int = 30) {
  articles(first: $first) { nodes { title subject { name } related(first: 3) { title } } }
}
"""
MORE = LIST.replace("List(", "More($related: Int, ").replace("first: 3", "first: $related")


def test_the_cost_is_told_as_the_service_reckons_it(tmp_path: Path, sample: Served) -> None:
    (tmp_path / "list.graphql").write_text(LIST, "utf-8")
    (tmp_path / "more.graphql").write_text(MORE, "utf-8")
    done = run("documents", "check", tmp_path)
    cost, most = (
        sample.client.post(
            "/graphql",
            json={"query": LIST, "variables": variables, "extensions": {"cost": True}},
        ).json()["extensions"]["cost"]
        for variables in ({}, {"first": 100})
    )
    shown = [line.partition("  cost ")[2] for line in done.stdout.decode().splitlines()]
    assert shown == [
        f"{cost:,}, by its variables at most {most:,}",
        "361, by its variables more than --max-cost allows: 10,000",
    ]


def test_what_the_service_would_refuse_is_a_mistake_at_the_operation(tmp_path: Path) -> None:
    file = tmp_path / "list.graphql"
    file.write_text(f"# All\n{LIST}", "utf-8")
    done = run("documents", "check", tmp_path, "--max-cost", "50", "--max-depth", "3")
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode().startswith(f"{file}:2:1: There are ")
    assert b"--max-depth allows 3." in done.stderr
    done = run("documents", "check", tmp_path, variables={"GQL_CONTENT_MAX_COST": "50"})
    assert done.returncode == 1
    assert b"--max-cost allows 50." in done.stderr


def test_mistakes_are_told_at_their_places_and_nothing_is_written(
    frontend: Path, tmp_path: Path
) -> None:
    (frontend / "card.gql").write_text("fragment Card on Article {\n  titel\n}\n", "utf-8")
    (frontend / "count.graphql").write_text("{ content { articleCount } }", "utf-8")
    (frontend / "z.graphql").write_text("mutation Save { save }", "utf-8")
    done = run("documents", "check", frontend, "--write", tmp_path / "none.json")
    assert done.returncode == 1
    assert done.stdout == b""
    assert not (tmp_path / "none.json").exists()
    lines = done.stderr.decode().splitlines()
    assert [line.removeprefix(f"{frontend}/").partition(": ")[0] for line in lines] == [
        "card.gql:2:3",
        "count.graphql:1:1",
        "z.graphql:1:1",
    ]
    assert "Did you mean 'title'" in lines[0]
    assert "`query SomeName`" in lines[1]


def test_a_file_that_cannot_be_parsed_is_told_alone(frontend: Path) -> None:
    broken = frontend / "count.graphql"
    broken.write_text("query Count {\n  content {\n", "utf-8")
    done = run("documents", "check", broken, frontend / "card.gql")
    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"{broken}:3:1: Syntax Error")


def test_two_operations_of_one_name_are_a_mistake(frontend: Path) -> None:
    (frontend / "again.graphql").write_text(COUNT, "utf-8")
    done = run("documents", "check", frontend)
    assert done.returncode == 1
    assert "only one operation named 'Count'" in done.stderr.decode()


def test_a_file_in_no_utf_8_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.graphql").write_bytes(b"query A { \xff }")
    done = run("documents", "check", tmp_path)
    assert done.returncode == 2
    assert b"is not in UTF-8" in done.stderr
    assert b"Traceback" not in done.stderr


def test_typenames_are_asked_for_in_every_object(frontend: Path, tmp_path: Path) -> None:
    (frontend / "count.graphql").write_text("query Schema { __schema { types { name } } }", "utf-8")
    done = run("documents", "check", frontend, "--typename", "--write", tmp_path / "m.json")
    assert done.returncode == 0
    page, schema = json.loads((tmp_path / "m.json").read_bytes())["operations"]
    assert page["body"] == (
        "query Page($url: String!) {\n  article(by: { url: $url }) {\n    ...Card\n"
        "    __typename\n  }\n}\n\n"
        "fragment Card on Article {\n  title\n  url\n  __typename\n}"
    )
    assert "__typename" in schema["body"].partition("types")[2]
