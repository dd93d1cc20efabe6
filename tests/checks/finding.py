"""Folders in which a mark says where a rule has to find something."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from gql_content.checking import Inspector
from gql_content.checks import Policy
from gql_content.loading import Selection, load_folder
from gql_content.model import Problem
from tests.folder import article

__all__ = ["MARK", "TODAY", "assert_found", "found", "with_field"]

MARK = "▶"
TODAY = date(2025, 3, 20)

Files = Mapping[str, Mapping[str, object] | str]


def with_field(yaml: str, body: str = "A text.") -> str:
    """A file with a title and whatever else is written here."""
    return f"---\ntitle: A title\n{yaml}\n---\n\n{body}\n"


def text_of(content: Mapping[str, object] | str) -> str:
    return content if isinstance(content, str) else article(content)


def place_of_mark(text: str) -> tuple[int, int] | None:
    before, mark, _ = text.partition(MARK)
    return (before.count("\n") + 1, len(before) - before.rfind("\n")) if mark else None


def found(root: Path, code: str, files: Files, policy: Policy | None = None) -> list[Problem]:
    """What the rule of that code finds in these files, once their marks are gone."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text_of(content).replace(MARK, ""), encoding="utf-8", newline="")
    library = load_folder(root, Selection()).library
    findings = Inspector(root, policy or Policy()).inspect(library, TODAY)
    return [one for one in findings.problems if one.code == code]


def assert_found(root: Path, code: str, files: Files, policy: Policy | None = None) -> None:
    """The rule finds what is marked, at its very place, and nothing else."""
    places = {path: place_of_mark(text_of(content)) for path, content in files.items()}
    marked = [(path, *place) for path, place in sorted(places.items()) if place is not None]
    problems = found(root, code, files, policy)
    assert [(one.path, one.line, one.column) for one in problems] == marked
    assert all(one.message and one.remedy for one in problems)
