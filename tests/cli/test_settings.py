"""Each setting is an option and an environment variable, and both work."""

import re
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import get_args, get_type_hints

import httpx
import msgspec
import pytest

from gql_content.config import Settings
from tests.cli.program import NONE, run, serving
from tests.folder import write

OPTIONS = [field.name for field in msgspec.structs.fields(Settings) if field.name != "content"]


@pytest.fixture(scope="module")
def usage() -> str:
    done = run("serve", "-h")
    assert done.returncode == 0
    return " ".join(done.stdout.decode().split())


@pytest.mark.parametrize("name", OPTIONS)
def test_each_setting_is_an_option_a_variable_and_explained(usage: str, name: str) -> None:
    assert re.search(rf"--{name.replace('_', '-')}\b", usage)
    assert f"GQL_CONTENT_{name.upper()}" in usage
    _, meta = get_args(get_type_hints(Settings, include_extras=True)[name])
    assert meta.description in usage


def articles(*arguments: str | Path, variables: Mapping[str, str] = NONE) -> set[str]:
    query = "{ articles(first: 100) { nodes { path } } }"
    done = run("query", query, *arguments, variables=variables)
    assert done.returncode == 0, done.stderr.decode()
    answer = msgspec.json.decode(done.stdout)
    return {one["path"] for one in answer["data"]["articles"]["nodes"]}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, {name: name for name in ("a.md", "b.txt", "c.rst", "d/e.md")})


def test_patterns_choose_files(root: Path) -> None:
    assert articles(root) == {"a.md", "d/e.md"}
    assert articles(root, "--include", "*.txt", "--include", "*.rst") == {"b.txt", "c.rst"}
    assert articles(root, "--exclude", "d/") == {"a.md"}
    assert articles(root, variables={"GQL_CONTENT_INCLUDE": "*.txt *.rst"}) == {"b.txt", "c.rst"}
    assert articles(root, variables={"GQL_CONTENT_EXCLUDE": "a.md d/"}) == set()


def test_an_option_has_the_last_word(root: Path) -> None:
    assert articles(root, "--include", "*.rst", variables={"GQL_CONTENT_INCLUDE": "*.txt"}) == {
        "c.rst"
    }


def test_the_content_root_is_a_variable_too(root: Path) -> None:
    assert articles(variables={"GQL_CONTENT_CONTENT": str(root)}) == {"a.md", "d/e.md"}


def test_a_variable_names_port_host_and_watching(root: Path) -> None:
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
    with serving(root, variables=variables) as program:
        url = program.url()
        small = httpx.post(f"{url}graphql", json={"query": "{ __typename }"}, timeout=20)
        large = httpx.post(f"{url}graphql", json={"query": "{ __typename }" * 9}, timeout=20)
    assert url == f"http://127.0.0.1:{port}/"
    assert (small.status_code, large.status_code) == (200, 413)


def test_a_variable_names_the_sizes_of_pages(root: Path) -> None:
    sizes = {"GQL_CONTENT_PAGE_SIZE": "1", "GQL_CONTENT_MAX_PAGE_SIZE": "1"}
    query = "{ articles { nodes { path } } }"
    nodes = msgspec.json.decode(run("query", query, root, variables=sizes).stdout)["data"][
        "articles"
    ]
    assert len(nodes["nodes"]) == 1
    assert (
        run("query", "{ articles(first: 2) { totalCount } }", root, variables=sizes).returncode == 1
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
def test_a_value_out_of_range_is_named_by_its_option(root: Path, option: str, value: str) -> None:
    done = run("serve", root, option, value)
    assert done.returncode == 2
    last = done.stderr.decode().splitlines()[-1]
    assert option in last
    assert "Traceback" not in done.stderr.decode()
