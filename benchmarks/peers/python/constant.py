"""The limit: servers that send the same bytes whatever is asked.

python constant.py BYTES PORT uvicorn|starlette
"""

import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

JSON = "application/json"


def bare(body: bytes) -> ASGIApp:
    """Uvicorn and nothing else."""
    headers = [(b"content-type", JSON.encode()), (b"content-length", b"%d" % len(body))]

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


def routed(body: bytes) -> Starlette:
    """A route of Starlette's that reads the request's body, as an endpoint has to."""

    async def constant(request: Request) -> Response:
        await request.body()
        return Response(body, media_type=JSON)

    return Starlette(routes=[Route("/graphql", constant, methods=["POST"])])


if __name__ == "__main__":
    sent = Path(sys.argv[1]).read_bytes()
    app = {"uvicorn": bare, "starlette": routed}[sys.argv[3]](sent)
    uvicorn.run(app, port=int(sys.argv[2]), log_level="error", access_log=False, lifespan="off")
