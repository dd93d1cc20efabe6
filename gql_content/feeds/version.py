"""When is a document that was made before the one that would be made now?"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from gql_content import dates, seo
from gql_content.parsing import compute_parser_version

__all__ = ["feeds_version"]


@cache
def feeds_version() -> str:
    """A fingerprint that changes whenever the same files could give another document."""
    digest = sha256(compute_parser_version().encode())
    for room in (__file__, seo.__file__, dates.__file__):
        for source in sorted(Path(room).parent.glob("*.py")):
            digest.update(source.read_bytes())
    return digest.hexdigest()
