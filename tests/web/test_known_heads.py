"""Requests whose heads have come before, which no parser looks at again."""

import pytest

from gql_content.server.request_heads import KnownHeads
from gql_content.web import Head, Question
from tests.served import Served
from tests.web.conversation import BODY, SECONDS, Conversation, get, once, post

HEAD = Head(b"POST", b"/graphql", None, None, b"application/json", b"here", None, None)
OTHER = BODY.replace(b"title", b"slug ")
KNOWN, OTHER_KNOWN = post(), post(body=OTHER)


def knowing(data: bytes, body: bytes = BODY) -> KnownHeads:
    heads = KnownHeads()
    heads.learn(data, Question(HEAD, body))
    return heads


def test_a_known_head_has_any_body_of_its_length() -> None:
    heads = knowing(KNOWN)
    assert heads.question(KNOWN) == Question(HEAD, BODY)
    assert heads.question(OTHER_KNOWN) == Question(HEAD, OTHER)


@pytest.mark.parametrize(
    "data",
    [
        KNOWN[:-1],
        KNOWN + b"\r\n",
        KNOWN + KNOWN,
        b"\r\n" + KNOWN,
        KNOWN[:20],
        b"",
        post("Origin: https://example.org"),
        post(body=BODY + b" "),
    ],
)
def test_no_other_bytes_are_taken_for_a_known_head(data: bytes) -> None:
    assert knowing(KNOWN).question(data) is None


@pytest.mark.parametrize(
    "data",
    [
        KNOWN + KNOWN,
        b"\r\n\r\n" + KNOWN,
        KNOWN.replace(b"\r\n\r\n", b"\n\n"),
        post(f"X-Long: {'x' * 2_000}"),
    ],
)
def test_what_is_not_one_request_of_a_common_length_is_not_learned(data: bytes) -> None:
    assert knowing(data).question(data) is None


def test_the_heads_that_are_known_are_bounded() -> None:
    heads = KnownHeads()
    requests = [get(target=f"/graphql?query={number}") for number in range(1_200)]
    for request in requests:
        heads.learn(request, Question(HEAD, b""))
        assert heads.question(request) is not None
    assert sum(heads.question(request) is not None for request in requests) <= 500


def learned(served: Served) -> tuple[bytes, bytes]:
    """The answers to two requests with one head."""
    for request in (KNOWN, OTHER_KNOWN):
        for _ in range(3):
            once(served, request)
    answers = once(served, KNOWN), once(served, OTHER_KNOWN)
    assert b'"title"' in answers[0]
    assert b'"slug"' in answers[1]
    return answers


def test_each_body_behind_one_head_has_its_own_answer(short: Served) -> None:
    answer, other = learned(short)
    conversation = Conversation(short)
    for _ in range(3):
        conversation.send(KNOWN)
        assert conversation.answer() == answer
        conversation.send(OTHER_KNOWN)
        assert conversation.answer() == other
    conversation.close()


@pytest.mark.parametrize(
    "parts",
    [
        (KNOWN[:1], KNOWN[1:] + OTHER_KNOWN),
        (KNOWN[:-1], KNOWN[-1:] + OTHER_KNOWN[:-1], OTHER_KNOWN[-1:]),
        (KNOWN + OTHER_KNOWN[:2], OTHER_KNOWN[2:]),
        (KNOWN + b"\r\n", OTHER_KNOWN),
        (b"\r\n\r\n", KNOWN, OTHER_KNOWN),
        (KNOWN, b"\r\n", OTHER_KNOWN),
    ],
)
def test_requests_that_come_in_other_parts_are_answered_alike(
    short: Served, parts: tuple[bytes, ...]
) -> None:
    answers = learned(short)
    conversation = Conversation(short)
    probe = Conversation(short)
    for part in parts:
        conversation.send(part)
        probe.send(KNOWN)  # by its answer the part has come
        assert probe.answer() == answers[0]
    assert (conversation.answer(), conversation.answer()) == answers
    conversation.close()
    probe.close()


def test_a_connection_that_rests_is_closed_and_one_in_use_is_not(short: Served) -> None:
    answer, _ = learned(short)
    resting, used = Conversation(short), Conversation(short)
    resting.send(KNOWN)
    assert resting.answer() == answer
    for _ in range(SECONDS):
        used.send(KNOWN)
        assert used.answer() == answer
        if resting.says_something(within=1):
            break
    with pytest.raises(ConnectionResetError):
        resting.answer()
    resting.close()
    used.send(KNOWN)
    assert used.answer() == answer
    used.close()
