"""Queries that a visitor finds in the tabs."""

import re

import msgspec

__all__ = ["Example", "tab"]

_ANONYMOUS = re.compile(r"\A\s*(?:query\s*)?(?=[{(@])")


class Example(msgspec.Struct, frozen=True):
    """One tab. GraphiQL writes the operation's name on it, so name the operation after the title;
    an operation without a name is given one."""

    title: str
    query: str
    variables: str = ""


def tab(example: Example) -> dict[str, str]:
    """What GraphiQL takes as a default tab: the title stands above the query as a comment."""
    title = " ".join(example.title.split())
    query = _ANONYMOUS.sub(f"query {_operation_name(title)} ", example.query, count=1).strip()
    return {"query": f"# {title}\n{query}\n", "variables": example.variables}


def _operation_name(title: str) -> str:
    # A start waits for no names of tabs.
    from slugify import slugify

    words = slugify(title).split("-")
    name = "".join(word.capitalize() for word in words)
    return name if name[:1].isalpha() else f"Example{name}"
