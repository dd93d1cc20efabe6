"""Documents that a client names by a hash or an id instead of sending them."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest

from gql_content.errors import StartError
from gql_content.web import written_manifest
from gql_content.web.document_manifest import TrustedDocument, read_manifest
from tests.conftest import SAMPLE, Serve
from tests.served import Served

QUERY = "query Count { content { articleCount } }"
OTHER = "{ content { subjectCount } }"
GRAPHQL = "application/graphql-response+json"


def hash_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def persisted(text: str, version: int = 1) -> dict[str, Any]:
    return {"persistedQuery": {"version": version, "sha256Hash": hash_of(text)}}


def post(served: Served, accept: str = "application/json", **body: Any) -> httpx.Response:
    return served.client.post("/graphql", json=body, headers={"Accept": accept})


def get(served: Served, **parameters: Any) -> httpx.Response:
    asked = {
        name: one if isinstance(one, str) else json.dumps(one) for name, one in parameters.items()
    }
    return served.client.get("/graphql", params=asked, headers={"Accept": "application/json"})


def refusal(response: httpx.Response) -> tuple[str, str]:
    """The message and the code of the only error."""
    body = response.json()
    assert "data" not in body
    assert response.headers["cache-control"] == "no-store"
    (error,) = body["errors"]
    return error["message"], error["extensions"]["code"]


# As Apollo's clients do it


def test_a_hash_stands_for_a_query_once_that_has_been_sent_with_it(serve: Serve) -> None:
    served = serve(SAMPLE)
    for ask in (post, get):
        text = f"{QUERY} # {ask.__name__}"
        missed = ask(served, extensions=persisted(text))
        assert missed.status_code == 200
        assert refusal(missed) == ("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND")
        told = ask(served, query=text, extensions=persisted(text))
        for again in (post, get):
            found = again(served, extensions=persisted(text))
            assert found.json() == told.json()
            assert "data" in found.json()
            assert found.headers["etag"] == told.headers["etag"]


def test_to_a_strict_client_an_unknown_hash_is_an_error_of_the_request(sample: Served) -> None:
    missed = post(sample, GRAPHQL, extensions=persisted("{ never }"))
    assert missed.status_code == 400
    assert refusal(missed)[1] == "PERSISTED_QUERY_NOT_FOUND"


def test_no_query_can_be_put_under_the_hash_of_another(sample: Served) -> None:
    lied = post(sample, query=OTHER, extensions=persisted(QUERY + " # mine"))
    assert refusal(lied)[1] == "PERSISTED_QUERY_HASH_MISMATCH"
    missed = post(sample, extensions=persisted(QUERY + " # mine"))
    assert refusal(missed)[1] == "PERSISTED_QUERY_NOT_FOUND"


def test_variables_and_names_go_with_a_hash(sample: Served) -> None:
    text = "query A($n: Int) { articles(first: $n) { nodes { url } } } query B { __typename }"
    first = post(sample, query=text, operationName="B", extensions=persisted(text))
    assert first.json() == {"data": {"__typename": "Query"}}
    found = post(sample, operationName="A", variables={"n": 2}, extensions=persisted(text))
    assert len(found.json()["data"]["articles"]["nodes"]) == 2


@pytest.mark.parametrize(
    ("extension", "code"),
    [
        ({}, "BAD_PERSISTED_QUERY"),
        ([], "BAD_PERSISTED_QUERY"),
        ({"version": 1}, "BAD_PERSISTED_QUERY"),
        ({"version": 1, "sha256Hash": "abc"}, "BAD_PERSISTED_QUERY"),
        ({"version": 1, "sha256Hash": hash_of(QUERY).upper()}, "BAD_PERSISTED_QUERY"),
        ({"version": 1, "sha256Hash": "../" * 20 + "1234"}, "BAD_PERSISTED_QUERY"),
        ({"version": "1", "sha256Hash": hash_of(QUERY)}, "BAD_PERSISTED_QUERY"),
        ({"version": 2, "sha256Hash": hash_of(QUERY)}, "PERSISTED_QUERY_NOT_SUPPORTED"),
    ],
)
@pytest.mark.parametrize("ask", [post, get])
def test_what_is_no_hash_is_refused(sample: Served, ask: Any, extension: Any, code: str) -> None:
    for query in ({}, {"query": QUERY}):
        response = ask(sample, **query, extensions={"persistedQuery": extension})
        assert refusal(response)[1] == code


def test_the_least_recent_of_too_many_are_forgotten(serve: Serve) -> None:
    served = serve(SAMPLE, persisted_queries=1_000)
    texts = [f"{QUERY} # {number}" for number in range(10)]
    for text in texts:
        assert "data" in post(served, query=text, extensions=persisted(text)).json()
    assert "data" in post(served, extensions=persisted(texts[-1])).json()
    assert refusal(post(served, extensions=persisted(texts[0])))[1] == "PERSISTED_QUERY_NOT_FOUND"
    long = QUERY + " " * 1_000
    assert "data" in post(served, query=long, extensions=persisted(long)).json()


def test_without_memory_for_them_clients_are_told_to_send_their_queries(serve: Serve) -> None:
    served = serve(SAMPLE, persisted_queries=0)
    missed = post(served, extensions=persisted(QUERY))
    assert refusal(missed) == ("PersistedQueryNotSupported", "PERSISTED_QUERY_NOT_SUPPORTED")
    assert "data" in post(served, query=QUERY, extensions=persisted(QUERY)).json()


def test_a_request_without_any_document_says_so(sample: Served) -> None:
    assert refusal(post(sample, extensions={"other": 1}))[1] == "BAD_REQUEST"
    assert refusal(get(sample, extensions={"persistedQuery": None}))[1] == "NO_QUERY"


# As a manifest says


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """A manifest of one operation."""
    file = tmp_path / "manifest.json"
    document = TrustedDocument(id=hash_of(QUERY), name="Count", type="query", body=QUERY)
    file.write_bytes(written_manifest([document]))
    return file


def test_documents_of_a_manifest_are_known_from_the_start(manifest: Path, serve: Serve) -> None:
    served = serve(SAMPLE, documents=manifest)
    for ask in (post, get):
        assert "data" in ask(served, extensions=persisted(QUERY)).json()
        assert "data" in ask(served, documentId=hash_of(QUERY)).json()
        assert "data" in ask(served, documentId=f"sha256:{hash_of(QUERY)}").json()
        assert "data" in ask(served, query=OTHER).json()
        assert refusal(ask(served, documentId="unknown"))[1] == "DOCUMENT_NOT_FOUND"


def test_nothing_but_the_manifest_is_answered(manifest: Path, serve: Serve) -> None:
    served = serve(SAMPLE, documents=manifest, documents_only=True)
    for ask in (post, get):
        assert "data" in ask(served, extensions=persisted(QUERY)).json()
        assert "data" in ask(served, query=QUERY).json()
        others: list[dict[str, Any]] = [
            {"query": OTHER},
            {"query": OTHER, "extensions": persisted(OTHER)},
            {"extensions": persisted(OTHER)},
            {"documentId": hash_of(OTHER)},
            {"query": "{ __typename }"},
            {"query": QUERY + " "},
        ]
        for asked in others:
            assert refusal(ask(served, **asked))[1] == "DOCUMENT_NOT_TRUSTED"


def test_a_manifest_may_be_a_plain_object(tmp_path: Path, serve: Serve) -> None:
    file = tmp_path / "plain.json"
    file.write_text(json.dumps({"count-1": QUERY}), "utf-8")
    served = serve(SAMPLE, documents=file, documents_only=True)
    assert "data" in get(served, documentId="count-1").json()


@pytest.mark.parametrize(
    "written", ["", "[]", '{"a": 1}', '{"operations": [1]}', '{"format": "x", "operations": []}']
)
def test_a_file_that_is_no_manifest_is_told_at_the_start(tmp_path: Path, written: str) -> None:
    file = tmp_path / "bad.json"
    file.write_text(written, "utf-8")
    with pytest.raises(StartError, match="is no manifest"):
        read_manifest(file)
    with pytest.raises(StartError, match="cannot be read"):
        read_manifest(tmp_path / "none.json")
