import re
from collections.abc import Iterator

from gql_content.checks.draft import Draft
from gql_content.checks.finding import Finding

__all__ = ["stray_commas"]

FIELD = "seo.page_keywords"
STRAY = re.compile(r"^\s*(?P<first>,)|,\s*(?P<double>,)|(?P<last>,)\s*$|[;，、]")


def stray_commas(draft: Draft) -> Iterator[Finding]:
    """Keywords with a comma too many, or with a sign between them that is none."""
    written = draft.source_map.text(FIELD) or ""
    found = STRAY.search(written)
    if found is None:
        return
    if not found.lastgroup:
        message = f"The keywords are separated by {found[0]!r}, which is no comma."
        yield Finding(message, "Separate keywords by commas.", FIELD, found.start())
    else:
        message = "There is a comma with no keyword beside it."
        yield Finding(message, "Remove it.", FIELD, found.start(found.lastgroup))
