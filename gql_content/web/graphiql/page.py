"""The page at `/`: GraphiQL, or how to get it."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from gql_content.web.graphiql.bundle import BUNDLE, Bundle, find_bundle
from gql_content.web.graphiql.example import Example, tab

__all__ = ["page"]

_HERE: Final = Path(__file__).parent
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
