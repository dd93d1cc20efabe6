"""How each server is started; `{port}` is filled in then."""

import sys
from pathlib import Path

from benchmarks.peers.installing import HERE, ariadne_python, node

__all__ = ["constants", "ours", "peers"]

PYTHON = HERE / "python"


def ours(folder: Path) -> list[str]:
    """This project, which remembers documents and plans but no answers, and logs as the others."""
    serve = [sys.executable, "-m", "gql_content", "serve", str(folder), "--port", "{port}"]
    return [*serve, "--no-state", "--response-cache", "0", "--log-level", "warning"]


def peers(folder: Path, articles: Path) -> dict[str, list[str]]:
    """The others, by name; they hold the articles of a JSON file in memory."""
    javascript = [node(), "{script}", str(articles), "{port}"]

    def script(name: str, *options: str) -> list[str]:
        file = str(HERE / "node" / name)
        return [file if part == "{script}" else part for part in (*javascript, *options)]

    strawberry = str(PYTHON / "plain_strawberry.py")
    ariadne = str(PYTHON / "ariadne_peer.py")
    return {
        "plain Strawberry": [sys.executable, strawberry, str(folder), "{port}"],
        "Ariadne": [ariadne_python(), ariadne, str(articles), "{port}"],
        "graphql-yoga": script("yoga.mjs"),
        "mercurius": script("mercurius.mjs", "0"),
        "mercurius, JIT": script("mercurius.mjs", "1"),
    }


def constants(body: Path) -> dict[str, list[str]]:
    """The limit: servers that send these bytes whatever they are asked."""
    command = [sys.executable, str(PYTHON / "constant.py"), str(body), "{port}"]
    return {
        "uvicorn, constant": [*command, "uvicorn"],
        "Starlette, constant": [*command, "starlette"],
    }
