"""Whatever is asked within the limits, others are answered meanwhile, and it ends in time."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from gql_content.sources import Watch
from tests.conftest import Serve
from tests.folder import save, write
from tests.served import Served, serving
from tests.web.speaking import speaking

ARTICLES = 3_000
LINKS = 400
SMALL = "{ articles(first: 1) { nodes { title } } }"
LISTED = "query ($f: ArticleFilter) { articles(filter: $f) { totalCount } }"
FEW = 3  # answers that others got meanwhile

Ask = Callable[[Served, str], Any]


def files() -> dict[str, dict[str, object] | str]:
    made: dict[str, dict[str, object] | str] = {
        f"{number // 100}/{number}.md": {
            "title": f"The article of number {number}, which has a title of some length",
            "subject": f"Subject {number % 50}",
            "answer": "Some **words** and others.\n\n" * 40,
            "seo": {"page_keywords": f"one {number}, other {number % 9}, third"},
            "related_article1": {"url": "/0/0"},
        }
        for number in range(ARTICLES)
    }
    lines = "\n\n".join(f"[{number}](/0/{number % 100})" for number in range(LINKS))
    made["links.md"] = f"---\ntitle: Links\n---\n{lines}"
    return made


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("many"), files())


@pytest.fixture(scope="module")
def large(content: Path) -> Iterator[Served]:
    with serving(content, watch=Watch.OFF, max_seconds=20.0) as served:
        yield served


def globs(count: int, salt: str) -> dict[str, Any]:
    """A filter that no index helps with, and each condition of which nearly fits."""
    return {"or": [{"title": {"glob": f"*t*e*[{n}x]*a*e*{salt}"}} for n in range(count)]}


def aliased(count: int, field: str) -> str:
    return "{ " + " ".join(f"a{n}: {field.replace('NUMBER', str(n))}" for n in range(count)) + " }"


HEAVY: dict[str, tuple[str, dict[str, Any]]] = {
    "filter": (LISTED, {"f": globs(200, "f")}),
    "facets": (
        aliased(
            20,
            'articles(filter: {title: {ne: "NUMBER"}}) { facets(fields: [KEYWORD, YEAR]) '
            "{ values { label } } }",
        ),
        {},
    ),
    "orders": (
        aliased(
            20,
            'articles(filter: {title: {ne: "o NUMBER"}}, orderBy: [{title: DESC}, {score: ASC}, '
            "{subject: DESC}, {wordCount: ASC}]) { totalCount }",
        ),
        {},
    ),
    "texts": (
        aliased(10, "articles(first: 100, offset: 1NUMBER00) { nodes { answer { html text } } }"),
        {},
    ),
    "values": (
        aliased(
            10,
            "articles(first: 100, offset: 1NUMBER00) { nodes { title dateText seo { metaTags "
            "{ tag attributes { name value } } openGraph { title url } } } }",
        ),
        {},
    ),
    "links": (
        '{ article(by: {path: "links.md"}) { body { links { href article { answer '
        "{ html(headingOffset: 2) excerpt } } } } } }",
        {},
    ),
}


@pytest.mark.parametrize("name", HEAVY)
def test_others_are_answered_before_what_takes_long_ends(large: Served, name: str) -> None:
    query, variables = HEAVY[name]
    outcomes: list[Any] = []
    heavy = Thread(target=lambda: outcomes.append(large.response(query, **variables).json()))
    with ExitStack() as ending:
        other = ending.enter_context(type(large.client)(base_url=large.url, timeout=60))
        other.get("/healthz")  # connects
        large.app.came.clear()
        heavy.start()
        ending.callback(heavy.join)
        large.app.came.wait(60)
        answered = 0
        while heavy.is_alive():
            answered += other.get("/healthz").status_code == 200
    assert "errors" not in outcomes[0]
    assert answered >= FEW


def test_what_takes_too_long_ends_at_its_deadline_on_every_way(
    content: Path, serve: Serve, tmp_path: Path
) -> None:
    key = sha256(LISTED.encode()).hexdigest()
    manifest = tmp_path / "documents.json"
    manifest.write_text(json.dumps({key: LISTED}))
    served = serve(content, watch=Watch.OFF, max_seconds=0.1, documents=manifest)
    for salt, way in enumerate((by_post, by_get, by_id, by_socket, by_stream)):
        assert code_in(way(served, LISTED, {"f": globs(400, str(salt))})) == "DEADLINE_EXCEEDED"
        assert served.data(SMALL)["articles"]["nodes"]


def test_conditions_are_counted_on_every_way(content: Path, serve: Serve, tmp_path: Path) -> None:
    key = sha256(LISTED.encode()).hexdigest()
    manifest = tmp_path / "documents.json"
    manifest.write_text(json.dumps({key: LISTED}))
    served = serve(content, watch=Watch.OFF, documents=manifest, documents_only=True)
    few = {"f": {"url": {"in": ["/0/1"]}}}
    many = {"f": {"url": {"in": ["/0/1"] * 501}}}
    for _ in range(2):  # the first answer teaches the fast path
        for way in (by_id, by_id_over_socket):
            answer = way(served, LISTED, few)
            assert answer["data"]["articles"]["totalCount"] == 1
            assert code_in(way(served, LISTED, many)) == "LIMIT_CONDITIONS"


def test_an_operation_pays_for_what_its_lists_hold(content: Path, serve: Serve) -> None:
    served = serve(content, watch=Watch.OFF, max_cost=LINKS + 10)
    links = '{ article(by: {path: "links.md"}) { body { links { href %s } } } }'
    assert len(served.data(links % "")["article"]["body"]["links"]) == LINKS
    texts = links % "article { answer { html } }"
    twice = '{ a: article(by: {path: "links.md"}) { body { links { href } } } ' + (
        'b: article(by: {path: "links.md"}) { body { links { text } } } }'
    )
    for query in (texts, twice):
        (error,) = served.errors(query)
        assert error["extensions"]["code"] == "LIMIT_COST"
        assert error["extensions"]["setting"] == "--max-cost"
        assert error["extensions"]["value"] > LINKS + 10


def test_an_event_pays_for_what_its_lists_hold(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"links.md": "none yet"})
    served = serve(tmp_path, max_cost=300)
    query = "subscription { contentChanged { articles(first: 1) { body { links { href } } } } }"
    with speaking(served) as speaker:
        speaker.begin()
        speaker.subscribe("1", query)
        assert speaker.event("1")["contentChanged"]["articles"] == []
        save(tmp_path, "links.md", files()["links.md"])
        message = speaker.hear()
    (error,) = message["payload"]["errors"]
    assert error["extensions"]["code"] == "LIMIT_COST"


def test_a_facet_has_a_most_of_values(large: Served) -> None:
    query = "{ articles { facets(fields: [KEYWORD], limit: %d) { totalCount } } }"
    assert large.data(query % 10_000)
    (error,) = large.errors(query % 10_001)
    assert error["extensions"]["code"] == "BAD_WINDOW"


def code_in(answer: Any) -> str:
    (error,) = answer["errors"]
    return error["extensions"]["code"]


def by_post(served: Served, query: str, variables: dict[str, Any]) -> Any:
    return served.response(query, **variables).json()


def by_get(served: Served, query: str, variables: dict[str, Any]) -> Any:
    asked = {"query": query, "variables": json.dumps(variables)}
    return served.client.get("/graphql", params=asked).json()


def by_id(served: Served, query: str, variables: dict[str, Any]) -> Any:
    key = sha256(query.encode()).hexdigest()
    return served.client.post("/graphql", json={"documentId": key, "variables": variables}).json()


def by_socket(served: Served, query: str, variables: dict[str, Any]) -> Any:
    return over_socket(served, {"query": query, "variables": variables})


def by_id_over_socket(served: Served, query: str, variables: dict[str, Any]) -> Any:
    key = sha256(query.encode()).hexdigest()
    return over_socket(served, {"documentId": key, "variables": variables})


def over_socket(served: Served, payload: dict[str, Any]) -> Any:
    with speaking(served) as speaker:
        speaker.begin()
        speaker.say({"id": "1", "type": "subscribe", "payload": payload})
        message = speaker.hear()
    found = message["payload"]
    return {"errors": found} if message["type"] == "error" else found


def by_stream(served: Served, query: str, variables: dict[str, Any]) -> Any:
    response = served.client.post(
        "/graphql",
        json={"query": query, "variables": variables},
        headers={"Accept": "text/event-stream"},
    )
    data = next(line for line in response.text.split("\n") if line.startswith("data: "))
    return json.loads(data.removeprefix("data: "))
