"""The version of the parser, as a cache key for its results."""

import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

from gql_content import addresses, model, rendering
from gql_content.installed import version_of

__all__ = ["compute_parser_version"]

_PARSER_DISTRIBUTIONS = ("pyyaml", "python-frontmatter", "python-slugify")


@cache
def compute_parser_version() -> str:
    """Return a digest that changes whenever the same bytes could parse to another article."""
    digest = sha256(repr(sys.version_info[:2]).encode())
    for distribution in _PARSER_DISTRIBUTIONS:
        digest.update(f"{distribution} {version_of(distribution)}\n".encode())
    packages = Path(__file__).parent, Path(rendering.__file__).parent  # rendering counts words
    sources = sorted(source for package in packages for source in package.glob("*.py"))
    for source in (*sources, Path(model.__file__), Path(addresses.__file__)):
        digest.update(source.read_bytes())
    return digest.hexdigest()
