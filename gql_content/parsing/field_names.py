"""Which field a place in broken YAML belongs to, told from the lines alone."""

import re

__all__ = ["field_at", "line_at"]

_KEY = re.compile(
    r"(?P<indent> *)(?P<dash>(?:- +)*)(?P<quote>[\"']?)(?P<key>[\w.-]+)(?P=quote) *:(?:\s|$)"
)
_TEXT_BLOCK = re.compile(r":\s+[|>][-+0-9]*\s*$")


def line_at(block: str, at: int) -> tuple[str, int]:
    """The line around a place, and where it begins."""
    start = block.rfind("\n", 0, at) + 1
    end = block.find("\n", at)
    return block[start : end if end >= 0 else len(block)], start


def field_at(block: str, at: int) -> str | None:
    """The dotted name of the field that stands at or above a place; None if it cannot be told."""
    line, start = line_at(block, at)
    names: list[str] = []
    limit = len(line)
    for above in (line, *reversed(block[:start].split("\n"))):
        found = _KEY.match(above)
        if found and found.end("dash") < limit:
            if _TEXT_BLOCK.search(above):
                names.clear()  # what looked like a key below is text
            names.append(found["key"])
            # A list may begin in the column of its key.
            limit = len(found["indent"]) + bool(found["dash"])
        elif above is line:
            limit = len(line) - len(line.lstrip(" \t"))
        if limit == 0:
            break
    return ".".join(reversed(names)) or None
