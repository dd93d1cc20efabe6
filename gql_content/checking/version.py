"""The version of the rules, as part of the key of cached findings."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from gql_content import checks, rendering
from gql_content.installed import version_of
from gql_content.parsing import compute_parser_version

__all__ = ["compute_rules_version"]

_RULE_DISTRIBUTIONS = ("markdown-it-py", "mdit-py-plugins", "linkify-it-py", "nh3", "rapidfuzz")


@cache
def compute_rules_version() -> str:
    """Return a digest that changes whenever the same bytes could have other findings."""
    digest = sha256(compute_parser_version().encode())
    for distribution in _RULE_DISTRIBUTIONS:
        digest.update(f"{distribution} {version_of(distribution)}\n".encode())
    packages = [Path(__file__).parent, *(Path(one.__path__[0]) for one in (checks, rendering))]
    for source in sorted(source for package in packages for source in package.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()
