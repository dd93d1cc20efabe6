"""When may what was found before be used again?"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from gql_content import checks, rendering
from gql_content.installed import version_of
from gql_content.parsing import compute_parser_version

__all__ = ["rules_version"]

_PACKAGES = ("markdown-it-py", "mdit-py-plugins", "linkify-it-py", "nh3", "rapidfuzz")


@cache
def rules_version() -> str:
    """A fingerprint that changes whenever the same bytes could give other findings."""
    digest = sha256(compute_parser_version().encode())
    for package in _PACKAGES:
        digest.update(f"{package} {version_of(package)}\n".encode())
    rooms = [Path(__file__).parent, *(Path(room.__path__[0]) for room in (checks, rendering))]
    for source in sorted(source for room in rooms for source in room.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()
