"""The GraphiQL page and its assets, served whole from this package."""

import json
import os
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from gql_content.web.example_queries import Example, examples_for, tab
from gql_content.web.http_errors import Refusal, refusal_response
from gql_content.web.security import Token
from gql_content.web.service import Service

__all__ = [
    "CONTENT_SECURITY_POLICY",
    "Bundle",
    "find_bundle",
    "graphiql_response",
    "graphiql_routes",
    "page",
    "static_files",
]


BUNDLE = Path(__file__).parent / "graphiql" / "bundle"


class Bundle(msgspec.Struct, frozen=True):
    """The hashed names, in the bundle's `assets/`, that the page starts with."""

    script: str
    style: str


def find_bundle(folder: Path = BUNDLE) -> Bundle | None:
    try:
        return msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Bundle)
    except (OSError, msgspec.DecodeError):
        return None


_HERE: Final = Path(__file__).parent / "graphiql"
_FAVICON: Final = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='7' fill='%23d60590'/%3E"
    "%3Cpath d='M8 10h16M8 16h16M8 22h9' stroke='white' stroke-width='3' stroke-linecap='round'/%3E"
    "%3C/svg%3E"
)


def page(
    examples: Sequence[Example],
    endpoint: str = "/graphql",
    *,
    assets: str = "/graphiql",
    bundle: Path = BUNDLE,
) -> str:
    """The HTML. `assets` is where `static_files()` is mounted; both paths may carry a prefix."""
    found = find_bundle(bundle)
    if found is None:
        return _template("missing.html").substitute(favicon=_FAVICON, endpoint=escape(endpoint))
    return _template("graphiql.html").substitute(
        _addresses(found, assets),
        favicon=_FAVICON,
        endpoint=escape(endpoint),
        content=_script_json({"endpoint": endpoint, "examples": [tab(one) for one in examples]}),
    )


def _template(name: str) -> Template:
    return Template((_HERE / name).read_text(encoding="utf-8"))


def _addresses(bundle: Bundle, assets: str) -> dict[str, str]:
    return {
        "script": escape(f"{assets}/{bundle.script}"),
        "style": escape(f"{assets}/{bundle.style}"),
    }


def _script_json(value: object) -> str:
    # Inside <script>, HTML ends at `</script` and changes its mind at `<!--`, in strings too.
    return json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


class _HashedFiles(StaticFiles):
    async def check_config(self) -> None:
        """Nothing: without a bundle each file is a 404, and the page says what to do."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        # The names carry a hash of what is in them.
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def static_files(bundle: Path = BUNDLE) -> StaticFiles:
    """An app to mount where `page(assets=…)` points, `/graphiql` unless told otherwise."""
    return _HashedFiles(directory=bundle / "assets", check_dir=False)


CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # Monaco positions its lines by inline styles
        "font-src 'self' data:",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

LOGIN = {"WWW-Authenticate": 'Basic realm="gql-content", charset="UTF-8"', "Vary": "Authorization"}


def graphiql_response(service: Service) -> Response:
    """GraphiQL with example queries for the content that is being served."""
    repository = service.repository
    examples = examples_for(repository.library) if repository is not None else []
    is_for_few = service.settings.production
    return HTMLResponse(
        page(examples),
        headers={
            "Content-Security-Policy": CONTENT_SECURITY_POLICY,
            "Cache-Control": "private, no-store" if is_for_few else "no-cache",
            "Vary": "Accept, Authorization" if is_for_few else "Accept",
        },
    )


def graphiql_routes(service: Service, token: Token) -> list[BaseRoute]:
    """GraphiQL at the root, and what its page loads.

    In production the page is for clients with the token. `/graphiql` asks a browser for it, as the
    password; from then on the browser sends it with each request.
    """
    is_open = not service.settings.production
    if not is_open and not token.exists:
        return []

    async def graphiql(request: Request) -> Response:
        if is_open or token.is_in(request.headers):
            return graphiql_response(service)
        return refusal_response(Refusal(404, "NOT_FOUND", "Not Found"))

    async def login(request: Request) -> Response:
        if is_open or token.is_in(request.headers):
            return graphiql_response(service)
        message = "GraphiQL is for those with the service's token: give it as the password."
        return refusal_response(Refusal(401, "TOKEN_NEEDED", message, LOGIN))

    return [
        Route("/", graphiql),
        Route("/graphiql", login),
        Mount("/graphiql", static_files()),
    ]
