"""Finds the field at an offset in invalid YAML, from its lines alone."""

import re

__all__ = ["find_field_name", "find_line"]

_FIELD_KEY = re.compile(
    r"(?P<indent> *)(?P<dash>(?:- +)*)(?P<quote>[\"']?)(?P<key>[\w.-]+)(?P=quote) *:(?:\s|$)"
)
_BLOCK_SCALAR = re.compile(r":\s+[|>][-+0-9]*\s*$")


def find_line(block: str, at: int) -> tuple[str, int]:
    """Return the line that contains the offset, and the offset of its start."""
    start = block.rfind("\n", 0, at) + 1
    end = block.find("\n", at)
    return block[start : end if end >= 0 else len(block)], start


def find_field_name(block: str, at: int) -> str | None:
    """Return the dotted name of the field at or above the offset, None if there is none."""
    line, start = find_line(block, at)
    names: list[str] = []
    limit = len(line)
    for above in (line, *reversed(block[:start].split("\n"))):
        found = _FIELD_KEY.match(above)
        if found and found.end("dash") < limit:
            if _BLOCK_SCALAR.search(above):
                names.clear()  # what looked like a key below was text
            names.append(found["key"])
            # A list may begin in the same column as its key.
            limit = len(found["indent"]) + bool(found["dash"])
        elif above is line:
            limit = len(line) - len(line.lstrip(" \t"))
        if limit == 0:
            break
    return ".".join(reversed(names)) or None
