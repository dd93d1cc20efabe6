"""Which media type an Accept header asks for."""

import pytest

from gql_content.web.negotiation import choose

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
HTML = "text/html"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", JSON),
        (" , ", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        ("APPLICATION/GraphQL-Response+JSON", GRAPHQL),
        (f"{JSON}; charset=utf-8", JSON),
        (f"{GRAPHQL}, {JSON}", JSON),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{JSON};q=0.5, {GRAPHQL};q=0.6", GRAPHQL),
        (f"{JSON} ; Q=0.5 , {GRAPHQL} ; q = 0.6", GRAPHQL),
        (f"{JSON};q=0, */*", GRAPHQL),
        (f"*/*;q=0.1, {GRAPHQL}", GRAPHQL),
        (f"application/*;q=0.2, {GRAPHQL};q=0.1, */*;q=0.9", JSON),
        ("text/event-stream, application/json", JSON),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", JSON),
        (f"{JSON};q=nan, {GRAPHQL}", GRAPHQL),
        (f"{JSON};q=lots, {GRAPHQL};q=0.1", GRAPHQL),
        (f"{JSON};q=7, {GRAPHQL}", JSON),
        (f"{JSON};q=-1, {GRAPHQL}", GRAPHQL),
    ],
)
def test_the_best_liked_type_is_chosen(accept: str, chosen: str) -> None:
    assert choose(accept, (JSON, GRAPHQL)) == chosen


@pytest.mark.parametrize(
    "accept",
    ["text/html", "image/*", "json", "*", "*/*;q=0", f"{JSON};q=0", "application", ";", ";q=1"],
)
def test_none_is_chosen_where_none_is_liked(accept: str) -> None:
    assert choose(accept, (JSON, GRAPHQL)) is None


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML),
        ("text/html", HTML),
        ("text/*", HTML),
        ("*/*", JSON),
        ("", JSON),
        ("application/json, text/html", JSON),
        ("application/json;q=0.5, text/html", HTML),
    ],
)
def test_a_browser_is_told_from_a_program(accept: str, chosen: str) -> None:
    assert choose(accept, (JSON, GRAPHQL, HTML)) == chosen
