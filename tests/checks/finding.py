"""Runs rules over files in which a marker is where a finding is expected."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from gql_content.model import Problem
from gql_content.rules import RuleConfig, RuleEngine
from gql_content.sources import Selection, load_folder
from tests.folder import article

__all__ = ["MARKER", "TODAY", "assert_found", "find_problems", "with_field"]

MARKER = "▶"
TODAY = date(2025, 3, 20)

Files = Mapping[str, Mapping[str, object] | str]


def with_field(yaml: str, body: str = "A text.") -> str:
    """Make a file with a title and more front matter."""
    return f"---\ntitle: A title\n{yaml}\n---\n\n{body}\n"


def make_text(content: Mapping[str, object] | str) -> str:
    return content if isinstance(content, str) else article(content)


def find_marker(text: str) -> tuple[int, int] | None:
    before, mark, _ = text.partition(MARKER)
    return (before.count("\n") + 1, len(before) - before.rfind("\n")) if mark else None


def find_problems(
    root: Path, code: str, files: Files, policy: RuleConfig | None = None
) -> list[Problem]:
    """Write the files without markers and return the findings of a rule."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(make_text(content).replace(MARKER, ""), encoding="utf-8", newline="")
    library = load_folder(root, Selection()).library
    findings = RuleEngine(root, policy or RuleConfig()).check(library, TODAY)
    return [one for one in findings.problems if one.code == code]


def assert_found(root: Path, code: str, files: Files, policy: RuleConfig | None = None) -> None:
    """Assert that the rule has findings exactly at the markers."""
    places = {path: find_marker(make_text(content)) for path, content in files.items()}
    marked = [(path, *place) for path, place in sorted(places.items()) if place is not None]
    problems = find_problems(root, code, files, policy)
    assert [(one.path, one.line, one.column) for one in problems] == marked
    assert all(one.message and one.remedy for one in problems)
