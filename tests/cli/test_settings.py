"""Each setting is an option and an environment variable."""

import re
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import get_args, get_type_hints

import httpx
import msgspec
import pytest

from gql_content.settings import Settings
from tests.cli.program import NO_VARIABLES, run_command, running_server
from tests.folder import write

OPTIONS = [field.name for field in msgspec.structs.fields(Settings) if field.name != "content"]


@pytest.fixture(scope="module")
def usage() -> str:
    process = run_command("serve", "-h")
    assert process.returncode == 0
    return " ".join(process.stdout.decode().split())


@pytest.mark.parametrize("name", OPTIONS)
def test_each_setting_is_a_documented_option_and_variable(usage: str, name: str) -> None:
    assert re.search(rf"--{name.replace('_', '-')}\b", usage)
    assert f"GQL_CONTENT_{name.upper()}" in usage
    _, meta = get_args(get_type_hints(Settings, include_extras=True)[name])
    assert meta.description in usage


def query_paths(*arguments: str | Path, variables: Mapping[str, str] = NO_VARIABLES) -> set[str]:
    query = "{ articles(first: 100) { nodes { path } } }"
    process = run_command("query", query, *arguments, variables=variables)
    assert process.returncode == 0, process.stderr.decode()
    response = msgspec.json.decode(process.stdout)
    return {node["path"] for node in response["data"]["articles"]["nodes"]}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, {name: name for name in ("a.md", "b.txt", "c.rst", "d/e.md")})


def test_patterns_select_files(root: Path) -> None:
    assert query_paths(root) == {"a.md", "d/e.md"}
    assert query_paths(root, "--include", "*.txt", "--include", "*.rst") == {"b.txt", "c.rst"}
    assert query_paths(root, "--exclude", "d/") == {"a.md"}
    assert query_paths(root, variables={"GQL_CONTENT_INCLUDE": "*.txt *.rst"}) == {"b.txt", "c.rst"}
    assert query_paths(root, variables={"GQL_CONTENT_EXCLUDE": "a.md d/"}) == set()


def test_an_option_overrides_a_variable(root: Path) -> None:
    assert query_paths(root, "--include", "*.rst", variables={"GQL_CONTENT_INCLUDE": "*.txt"}) == {
        "c.rst"
    }


def test_the_content_root_can_be_a_variable(root: Path) -> None:
    assert query_paths(variables={"GQL_CONTENT_CONTENT": str(root)}) == {"a.md", "d/e.md"}


def test_variables_set_port_host_and_watching(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    variables = {
        "GQL_CONTENT_PORT": str(port),
        "GQL_CONTENT_HOST": "127.0.0.1",
        "GQL_CONTENT_WATCH": "poll",
        "GQL_CONTENT_SWEEP": "5",
        "GQL_CONTENT_TEXT_CACHE": "0",
        "GQL_CONTENT_MAX_BODY": "60",
    }
    with running_server(root, variables=variables) as program:
        url = program.wait_for_url()
        small = httpx.post(f"{url}graphql", json={"query": "{ __typename }"}, timeout=20)
        large = httpx.post(f"{url}graphql", json={"query": "{ __typename }" * 9}, timeout=20)
    assert url == f"http://127.0.0.1:{port}/"
    assert (small.status_code, large.status_code) == (200, 413)


def test_variables_set_page_sizes(root: Path) -> None:
    sizes = {"GQL_CONTENT_PAGE_SIZE": "1", "GQL_CONTENT_MAX_PAGE_SIZE": "1"}
    query = "{ articles { nodes { path } } }"
    nodes = msgspec.json.decode(run_command("query", query, root, variables=sizes).stdout)["data"][
        "articles"
    ]
    assert len(nodes["nodes"]) == 1
    assert (
        run_command(
            "query", "{ articles(first: 2) { totalCount } }", root, variables=sizes
        ).returncode
        == 1
    )


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--port", "-1"),
        ("--port", "65536"),
        ("--port", "http"),
        ("--sweep", "0"),
        ("--sweep", "nan"),
        ("--page-size", "0"),
        ("--page-size", "101"),
        ("--max-page-size", "0"),
        ("--max-body", "0"),
        ("--text-cache", "-1"),
        ("--watch", "sometimes"),
    ],
)
def test_an_invalid_value_is_reported_with_its_option(root: Path, option: str, value: str) -> None:
    process = run_command("serve", root, option, value)
    assert process.returncode == 2
    last = process.stderr.decode().splitlines()[-1]
    assert option in last
    assert "Traceback" not in process.stderr.decode()
