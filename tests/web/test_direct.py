"""Queries that the service answers at once, without its app: the same bytes as through it."""

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from threading import setprofile
from time import monotonic
from types import FrameType
from urllib.parse import quote

import pytest

from gql_content.engine import Executor
from tests.folder import save
from tests.served import Served, serving
from tests.web.conversation import SECONDS, Conversation, get, once, post

LIST = """query List($first: Int, $subject: String) {
  articles(first: $first, filter: { subject: { eq: $subject } }) {
    totalCount nodes { title url date noIndex seo { title canonicalUrl } subject { name } }
  }
}"""
TEXTS = "query Texts($url: String!) { article(by: { url: $url }) { title answer { source } } }"


def asked(query: str, **more: object) -> bytes:
    return json.dumps({"query": query, **more}).encode()


def in_url(query: str, **variables: object) -> str:
    return f"/graphql?query={quote(query)}&variables={quote(json.dumps(variables))}"


def by_post(*lines: str, **variables: object) -> bytes:
    return post(*lines, body=asked(LIST, variables=variables))


def is_past_the_app(served: Served, request: bytes) -> tuple[bytes, bool]:
    """The answer, and whether the app was spared it."""
    before = served.app.requests
    answer = once(served, request)
    return answer, served.app.requests == before


KINDS: dict[str, Callable[[int], bytes]] = {
    "POST": lambda first: by_post(first=first),
    "GET": lambda first: get(target=in_url(LIST, first=first)),
    "another media type": lambda first: by_post(
        "Accept: application/graphql-response+json", first=first
    ),
    "an origin": lambda first: by_post("Origin: https://example.org", first=first),
    "the cost": lambda first: post(
        body=asked(LIST, variables={"first": first}, extensions={"cost": True})
    ),
    "codings": lambda first: by_post("Accept-Encoding: br, gzip", first=first),
}


@pytest.mark.parametrize("name", KINDS)
def test_other_variables_are_answered_as_the_app_would(
    short: Served, long: Served, name: str
) -> None:
    request, own = KINDS[name], 10 * [*KINDS].index(name)  # no kind asks what another has asked
    once(short, request(own))
    for first in range(own + 1, own + 4):
        answer, spared = is_past_the_app(short, request(first))
        assert spared
        assert answer == once(long, request(first))


REFUSED = {
    "a variable of another type": by_post(first="ten"),
    "too large a page": by_post(first=10_000),
    "no JSON": post(body=b"{"),
    "a document that is not known yet": post(body=asked("{ articles { totalCount } }")),
    "no document": post(body=b"{}"),
    "another method": get(method="HEAD", target=in_url(LIST, first=3)),
    "a tag": by_post('If-None-Match: W/"0"', first=3),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_or_new_is_for_the_app(tmp_path: Path, name: str) -> None:
    save(tmp_path, "one.md", {"title": "One"})
    with serving(tmp_path) as served:
        for request in (by_post(first=1), get(target=in_url(LIST, first=1))):
            once(served, request)
        assert is_past_the_app(served, by_post(first=2))[1]
        assert not is_past_the_app(served, REFUSED[name])[1]


def test_what_is_large_is_for_the_app(tmp_path: Path) -> None:
    for number in range(9):
        save(tmp_path, f"{number}.md", {"title": "word " * 30})
    with serving(tmp_path, max_answer=1_000) as served:
        once(served, by_post(first=0))
        answer, spared = is_past_the_app(served, by_post(first=9))
        assert b"LIMIT" in answer.upper()
        assert not spared


def test_an_article_whose_text_must_be_read_first_is_answered_whole(tmp_path: Path) -> None:
    for number in range(3):
        save(tmp_path, f"{number}.md", {"title": f"T{number}", "answer": f"text {number}"})
    with serving(tmp_path) as served:
        for number in (0, 1, 2, 0, 1, 2):
            body = asked(TEXTS, variables={"url": f"/{number}"})
            assert b'"source":"text %d"' % number in once(served, post(body=body))


def test_the_answer_is_of_the_current_revision(tmp_path: Path) -> None:
    save(tmp_path, "one.md", {"title": "One"})
    with serving(tmp_path, response_cache=0) as served:
        once(served, by_post())
        before, spared = is_past_the_app(served, by_post())
        assert spared
        assert b'"One"' in before
        save(tmp_path, "one.md", {"title": "Two"})
        deadline = monotonic() + SECONDS
        while b'"Two"' not in before:
            assert monotonic() < deadline, "the old answer is still given"
            before, spared = is_past_the_app(served, by_post())
            assert spared


def test_an_answer_is_remembered_for_the_next_who_asks(tmp_path: Path) -> None:
    save(tmp_path, "one.md", {"title": "One"})
    with serving(tmp_path) as served:
        for first in (1, 2, 2, 2):
            once(served, by_post(first=first))
        figures = served.client.get("/metrics").text
        counts = [line for line in figures.splitlines() if "requests_total{" in line]
        assert {line.rpartition(" ")[2] for line in counts if 'cache="miss"' in line} == {"2.0"}
        assert {line.rpartition(" ")[2] for line in counts if 'cache="hit"' in line} == {"2.0"}


def test_of_requests_that_come_together_one_is_answered_at_once(tmp_path: Path) -> None:
    """So that a client with many in one packet does not keep the loop from all others."""
    save(tmp_path, "one.md", {"title": "One"})
    with serving(tmp_path, response_cache=0) as served:
        once(served, by_post(first=1))
        before = served.app.requests
        conversation = Conversation(served)
        conversation.send(b"".join(by_post(first=first) for first in range(2, 6)))
        answers = [conversation.answer() for _ in range(4)]
        conversation.close()
        assert all(b'"One"' in answer for answer in answers)
        assert served.app.requests - before == 3


BAD = {
    "a negative page": by_post(first=-1),
    "a page beyond measure": by_post(first=10_000),
    "another type": by_post(first="ten"),
    "no number": by_post(first=2**40),
    "a subject of another type": by_post(first=1, subject=["a"]),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("times", [1, 40])
def test_bad_variables_are_only_for_their_own_request(
    tmp_path: Path, name: str, times: int
) -> None:
    save(tmp_path, "one.md", {"title": "One"})
    with serving(tmp_path, response_cache=0) as served:
        once(served, by_post(first=1))
        for _ in range(times):
            assert b'"errors"' in once(served, BAD[name])
        assert is_past_the_app(served, by_post(first=2))[1]


def test_too_large_an_answer_leaves_only_the_next_requests_to_the_app(tmp_path: Path) -> None:
    for number in range(9):
        save(tmp_path, f"{number}.md", {"title": "word " * 30})
    with serving(tmp_path, max_answer=1_000, response_cache=0) as served:
        once(served, by_post(first=1))
        for _ in range(40):
            once(served, by_post(first=9))
        spared = [is_past_the_app(served, by_post(first=1))[1] for _ in range(40)]
        assert not spared[0]
        assert spared[-20:] == [True] * 20


def test_a_text_that_was_not_there_yet_leaves_only_the_next_requests_to_the_app(
    tmp_path: Path,
) -> None:
    for number in range(30):
        save(tmp_path, f"{number}.md", {"title": f"T{number}", "answer": f"text {number}"})
    with serving(tmp_path, response_cache=0) as served:
        requests = [
            post(body=asked(TEXTS, variables={"url": f"/{number}"})) for number in range(30)
        ]
        for request in requests:
            once(served, request)
        spared = [is_past_the_app(served, request)[1] for request in requests * 2]
        assert spared[-20:] == [True] * 20


@contextmanager
def counting_prepared() -> Generator[list[str]]:
    """Notes each operation that is prepared in threads which begin meanwhile."""
    found: list[str] = []
    code = Executor.prepare.__code__

    def noted(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is code:
            found.append("prepared")

    setprofile(noted)
    try:
        yield found
    finally:
        setprofile(None)


def test_a_repeat_is_not_prepared_again(tmp_path: Path) -> None:
    save(tmp_path, "one.md", {"title": "One"})
    with counting_prepared() as prepared, serving(tmp_path) as served:
        for first in (1, 2):
            once(served, by_post(first=first))
        assert prepared
        for first in (1, 1, 1, 2, 2, 2):
            prepared.clear()
            once(served, by_post(first=first))
            assert not prepared
