"""When may what was parsed before be used again?"""

import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

from gql_content import addresses, model, rendering
from gql_content.installed import version_of

__all__ = ["parser_version"]

_PACKAGES = ("pyyaml", "python-frontmatter", "python-slugify")


@cache
def parser_version() -> str:
    """A fingerprint that changes whenever the same bytes could give another article."""
    digest = sha256(repr(sys.version_info[:2]).encode())
    for package in _PACKAGES:
        digest.update(f"{package} {version_of(package)}\n".encode())
    rooms = Path(__file__).parent, Path(rendering.__file__).parent  # which counts words
    sources = sorted(source for room in rooms for source in room.glob("*.py"))
    for source in (*sources, Path(model.__file__), Path(addresses.__file__)):
        digest.update(source.read_bytes())
    return digest.hexdigest()
