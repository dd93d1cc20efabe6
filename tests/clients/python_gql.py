"""Python's client `gql`, asked what the others are asked; it runs in an environment of its own."""

# pyright: basic, reportMissingImports=false
# That environment is not the one in which this file is checked.

import asyncio
import json
import sys
from typing import Any

from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXAsyncTransport
from gql.transport.websockets import WebsocketsTransport

URL, SOCKETS = sys.argv[1:]

TITLES = "query Titles { articles { nodes { path title } } }"
BY_PATH = (
    "query ByPath($path: String!) { article(by: { path: $path }) { title answer { source } } }"
)
BAD_ID = 'query BadId { node(id: "no id") { id } content { articleCount } }'
NO_FIELD = "query NoField { articles { nodes { nothing } } }"
CHANGED = """subscription Changed($filter: ArticleFilter) {
  contentChanged(filter: $filter) {
    revision since totalCount added { path } modified { path } removed { path }
    articles { title answer { source } }
  }
}"""
ONLY_GREEN = {"filter": {"title": {"startsWith": "Green"}}}


def say(what: str, value: Any) -> None:
    sys.stdout.write(json.dumps({what: value}) + "\n")
    sys.stdout.flush()


async def main() -> None:
    async with Client(transport=HTTPXAsyncTransport(URL)) as session:
        say("titles", await session.execute(gql(TITLES)))
        asked = gql(BY_PATH)
        asked.variable_values = {"path": "green.md"}
        say("article", await session.execute(asked))
        try:
            await session.execute(gql(BAD_ID))
        except TransportQueryError as error:
            say("partial", {"data": error.data, "codes": codes(error)})
        try:
            await session.execute(gql(NO_FIELD))
        except TransportQueryError as error:
            say("refused", codes(error))
    followed = gql(CHANGED)
    followed.variable_values = ONLY_GREEN
    async with Client(transport=WebsocketsTransport(SOCKETS)) as session:
        async for event in session.subscribe(followed):
            say("event", event)
            if event["contentChanged"]["totalCount"]:
                break


def codes(error: TransportQueryError) -> list[str]:
    return [one["extensions"]["code"] for one in error.errors or []]


asyncio.run(main())
