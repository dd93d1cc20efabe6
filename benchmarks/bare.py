"""The least a framework can do: python -m benchmarks.bare PORT FILE serves a file's bytes."""

import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def main(port: int, body: bytes) -> None:
    """Serves until it is stopped."""

    async def constant(_: Request) -> Response:
        return Response(body, media_type="application/json")

    app = Starlette(routes=[Route("/graphql", constant, methods=["POST"])])
    uvicorn.run(app, port=port, log_level="warning", access_log=False, server_header=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]).read_bytes())
