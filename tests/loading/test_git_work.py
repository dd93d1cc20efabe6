"""What Git leaves behind while it works, and what it tells of other files."""

from pathlib import Path
from time import sleep

import pytest

from gql_content.sources import GitWork, Span
from tests.folder import write

A_WHILE = 0.05  # in which the clock by which files are dated goes on


@pytest.fixture
def git_folder(tmp_path: Path) -> Path:
    write(tmp_path, {".git/index": "before"})
    return tmp_path / ".git"


def worked(root: Path, *, seen_empty: bool = True, lock: str = "index.lock") -> Span | None:
    """What is known of Git's work, during which `during.md` was written."""
    write(root, {"before.md": "text"})
    sleep(A_WHILE)
    git = GitWork(root)
    before = git.traces()
    locked = root / ".git" / lock
    locked.touch()
    if seen_empty:
        git.traces()
    write(root, {"during.md": "text"})
    locked.write_text("after", "utf-8")
    git.traces()
    locked.replace(root / ".git/index")
    sleep(A_WHILE)
    write(root, {"after.md": "text"})
    return git.span(before, git.traces())


def test_git_may_have_written_what_was_written_meanwhile(git_folder: Path) -> None:
    root = git_folder.parent
    span = worked(root)
    assert span is not None
    names = ("before.md", "during.md", "after.md")
    assert [span.holds((root / name).stat()) for name in names] == [False, True, False]
    assert [span.is_after((root / name).stat()) for name in names] == [True, False, False]


def test_where_git_was_not_seen_to_begin_nothing_is_known(git_folder: Path) -> None:
    assert worked(git_folder.parent, seen_empty=False) is None
    assert worked(git_folder.parent, lock="another.lock") is None


def test_where_git_worked_twice_nothing_is_known(git_folder: Path) -> None:
    root = git_folder.parent
    git = GitWork(root)
    before = git.traces()
    for text in ("one", "two"):
        (git_folder / "index.lock").touch()
        git.traces()
        (git_folder / "index.lock").write_text(text, "utf-8")
        (git_folder / "index.lock").replace(git_folder / "index")
    assert git.span(before, git.traces()) is None
