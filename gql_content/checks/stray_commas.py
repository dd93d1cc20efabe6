import re
from collections.abc import Iterator

from gql_content.checks.draft import SourceFile
from gql_content.checks.finding import Finding

__all__ = ["check_stray_commas"]

KEYWORDS_FIELD = "seo.page_keywords"
STRAY_SEPARATOR = re.compile(r"^\s*(?P<first>,)|,\s*(?P<double>,)|(?P<last>,)\s*$|[;，、]")


def check_stray_commas(file: SourceFile) -> Iterator[Finding]:
    """Keywords with a superfluous comma, or with another separator than a comma."""
    written = file.source_map.text(KEYWORDS_FIELD) or ""
    found = STRAY_SEPARATOR.search(written)
    if found is None:
        return
    if not found.lastgroup:
        message = f"The keywords are separated by {found[0]!r}, not by commas."
        yield Finding(message, "Separate keywords with commas.", KEYWORDS_FIELD, found.start())
    else:
        message = "There is a comma without a keyword."
        yield Finding(message, "Remove it.", KEYWORDS_FIELD, found.start(found.lastgroup))
