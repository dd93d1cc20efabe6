"""The least that can be done: python -m benchmarks.bare PORT FILE [uvicorn] serves a file's bytes.

With the last word it does so without any framework.
"""

import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send


def main(port: int, app: ASGIApp) -> None:
    """Serves until it is stopped."""
    uvicorn.run(
        app, port=port, log_level="warning", access_log=False, server_header=False, lifespan="off"
    )


def starlette(body: bytes) -> ASGIApp:
    """A route that returns a constant."""

    async def constant(_: Request) -> Response:
        return Response(body, media_type="application/json")

    return Starlette(routes=[Route("/graphql", constant, methods=["POST"])])


def nothing_else(body: bytes) -> ASGIApp:
    """Two messages that are always the same."""
    length = (b"content-length", str(len(body)).encode())
    headers = [length, (b"content-type", b"application/json")]

    async def constant(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return constant


if __name__ == "__main__":
    made = nothing_else if sys.argv[3:] == ["uvicorn"] else starlette
    main(int(sys.argv[1]), made(Path(sys.argv[2]).read_bytes()))
