"""The version of the feed renderers, as part of their cache key."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from gql_content import dates, seo
from gql_content.parsing import compute_parser_version

__all__ = ["compute_feeds_version"]


@cache
def compute_feeds_version() -> str:
    """Return a digest that changes whenever the same content could render another document."""
    digest = sha256(compute_parser_version().encode())
    for module_file in (__file__, seo.__file__, dates.__file__):
        for source in sorted(Path(module_file).parent.glob("*.py")):
            digest.update(source.read_bytes())
    return digest.hexdigest()
