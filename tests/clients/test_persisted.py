"""Clients that name queries by hashes: what they send, and that they are answered."""

import json
from pathlib import Path

import pytest

from tests.cli.program import run_command
from tests.clients.node import running
from tests.conftest import Serve
from tests.folder import write
from tests.served import Served

TITLES = "query Titles {\n  articles {\n    nodes {\n      path\n      title\n    }\n  }\n}\n"
GREEN = {"titles": ["Green"]}

Said = list[dict[str, object]]


def said_by(way: str, served: Served, *arguments: str) -> Said:
    """All that a client says that asks the same query twice."""
    with running("persisted.mjs", f"{served.url}/graphql", way, *arguments) as client:
        output, _ = client.communicate(timeout=60)
    assert client.returncode == 0
    return [json.loads(line) for line in output.splitlines()]


def sent(method: str, what: str) -> dict[str, object]:
    return {"sent": [method, what]}


WAYS = {
    "apollo": (sent("POST", "hash"), sent("POST", "query")),
    "apollo by GET": (sent("GET", "hash"), sent("POST", "query")),
    "urql": (sent("GET", "hash"), sent("GET", "query")),
}


@pytest.mark.timeout(400)  # the first run installs what the clients need
@pytest.mark.parametrize("way", WAYS)
def test_a_hash_that_is_unknown_is_followed_by_its_query_once(
    way: str, tmp_path: Path, serve: Serve
) -> None:
    served = serve(write(tmp_path, {"green.md": {"title": "Green"}}))
    by_hash, whole = WAYS[way]
    assert said_by(way, served) == [by_hash, whole, GREEN, by_hash, GREEN]


@pytest.mark.timeout(400)
def test_trusted_documents_are_named_by_a_manifest_of_ours(tmp_path: Path, serve: Serve) -> None:
    content = write(tmp_path / "content", {"green.md": {"title": "Green"}})
    frontend = tmp_path / "titles.graphql"
    frontend.write_text(TITLES, "utf-8")
    manifest = tmp_path / "manifest.json"
    assert (
        run_command("documents", "check", frontend, "--typename", "--write", manifest).returncode
        == 0
    )
    served = serve(content, documents=manifest, documents_only=True)
    by_hash = sent("POST", "hash")
    assert said_by("manifest", served, f"{manifest}") == [by_hash, GREEN, by_hash, GREEN]
    whole = served.client.post("/graphql", json={"query": "{ content { revision } }"}).json()
    assert whole["errors"][0]["extensions"]["code"] == "DOCUMENT_NOT_TRUSTED"
