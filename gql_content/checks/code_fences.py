import re
from collections.abc import Iterator

from gql_content.checks.draft import Draft
from gql_content.checks.finding import Finding

__all__ = ["open_code_fence"]

FENCE = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)$",
    re.MULTILINE,
)


def open_code_fence(draft: Draft) -> Iterator[Finding]:
    """A block of code that is never closed, so that all that follows is code."""
    for text in draft.texts:
        at = open_fence(text.source)
        if at is not None:
            yield Finding(
                "The block of code that begins here is never closed: the rest of the text is code.",
                "Close it by the same signs on a line of their own.",
                text.field,
                at,
            )


def open_fence(source: str) -> int | None:
    """Where the fence that is still open at the end begins."""
    opened: re.Match[str] | None = None
    for line in FENCE.finditer(source):
        if opened is None:
            opened = line if "`" not in line["info"] or line["fence"][0] == "~" else None
        elif line["fence"].startswith(opened["fence"]) and not line["info"].strip():
            opened = None
    return None if opened is None else opened.start("fence")
