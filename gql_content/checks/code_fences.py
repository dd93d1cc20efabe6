import re
from collections.abc import Iterator

from gql_content.checks.draft import SourceFile
from gql_content.checks.finding import Finding

__all__ = ["check_open_code_fence"]

CODE_FENCE = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)$",
    re.MULTILINE,
)


def check_open_code_fence(file: SourceFile) -> Iterator[Finding]:
    """A code fence that is never closed, so that the rest of the text is code."""
    for text in file.texts:
        at = find_open_fence(text.source)
        if at is not None:
            yield Finding(
                "The code fence opened here is never closed: the rest of the text is code.",
                "Close it with the same characters on their own line.",
                text.field,
                at,
            )


def find_open_fence(source: str) -> int | None:
    """Return the offset of the fence that is still open at the end."""
    opened: re.Match[str] | None = None
    for line in CODE_FENCE.finditer(source):
        if opened is None:
            opened = line if "`" not in line["info"] or line["fence"][0] == "~" else None
        elif line["fence"].startswith(opened["fence"]) and not line["info"].strip():
            opened = None
    return None if opened is None else opened.start("fence")
