"""Switching a branch is one revision: readers see the state before or after."""

import asyncio
import logging
from pathlib import Path

import pytest

from gql_content.library import Library
from gql_content.sources import FileRepository, git_activity
from tests.folder import write
from tests.git import Git
from tests.watcher.watched import (
    NO_SWEEP_SECONDS,
    TIMEOUT_SECONDS,
    has_title,
    open_watched,
    wait_until,
)

FILES = 400


def titles(library: Library) -> set[str]:
    return {article.title for article in library.articles.values()}


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """A repository with two branches in which every article differs, `main` checked out."""
    git = Git(tmp_path)
    for branch in ("other", "main"):
        write(tmp_path, {f"learn/{n}.md": {"title": branch} for n in range(FILES)})
        git("checkout", "-q", "-B", branch)
        git.commit_all(branch)
    return git


@pytest.mark.parametrize("content", ["", "learn"])
async def test_switching_a_branch_is_one_revision(content: str, git: Git, tmp_path: Path) -> None:
    async with open_watched(tmp_path / content) as repository:
        seen: list[set[str]] = []
        recording = asyncio.create_task(record_titles(repository, seen))
        for branch in ("other", "main", "other"):
            await asyncio.to_thread(git, "checkout", "-q", branch)
            await wait_until(repository, lambda library, branch=branch: titles(library) == {branch})
        recording.cancel()
        await asyncio.wait([recording])
    assert seen == [{"main"}, {"other"}, {"main"}, {"other"}]


async def record_titles(repository: FileRepository, seen: list[set[str]]) -> None:
    """Records the titles of each library, if they differ from those of the one before."""
    async for library in repository.libraries():
        if not seen or seen[-1] != titles(library):
            seen.append(titles(library))


async def test_an_explicit_refresh_waits_for_git(tmp_path: Path) -> None:
    git = Git(tmp_path)
    write(tmp_path, {"a.md": {"title": "main"}, "b.md": {"title": "main"}})
    git.commit_all("main")
    repository = await FileRepository.open(tmp_path)
    lock = tmp_path / ".git/index.lock"
    lock.touch()
    write(tmp_path, {"a.md": {"title": "other"}})
    refresh = asyncio.create_task(repository.refresh({"a.md"}))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(refresh), 0.1)
    assert titles(repository.library) == {"main"}
    write(tmp_path, {"b.md": {"title": "other"}})
    lock.replace(tmp_path / ".git/index")
    async with asyncio.timeout(TIMEOUT_SECONDS):
        assert titles(await refresh) == {"other"}


async def test_changes_saved_before_git_started_are_published_first(tmp_path: Path) -> None:
    write(tmp_path, {f"learn/{n}.md": {"title": "main"} for n in range(FILES)})
    write(tmp_path, {".git/index": "main", "mine.md": {"title": "One"}, "gone.md": "text"})
    repository = await FileRepository.open(tmp_path)
    seen: list[set[str]] = []
    recording = asyncio.create_task(record_titles(repository, seen))
    write(tmp_path, {"mine.md": {"title": "Two"}})
    (tmp_path / "gone.md").unlink()
    await asyncio.sleep(0.05)  # So that the files have different mtimes.
    lock = tmp_path / ".git/index.lock"
    lock.touch()
    refresh = asyncio.create_task(repository.refresh())
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(refresh), 0.02)
    write(tmp_path, {f"learn/{n}.md": {"title": "other"} for n in range(FILES)})
    lock.write_text("other", "utf-8")
    lock.replace(tmp_path / ".git/index")
    async with asyncio.timeout(TIMEOUT_SECONDS):
        await refresh
    recording.cancel()
    await asyncio.wait([recording])
    assert seen == [{"main", "One", "Gone"}, {"main", "Two"}, {"other", "Two"}]


async def test_a_stale_git_lock_delays_content_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(git_activity, "LONGEST_WAIT", 0.1)
    Git(tmp_path)
    write(tmp_path, {"a.md": {"title": "One"}, ".git/index.lock": ""})
    async with open_watched(tmp_path) as repository:
        write(tmp_path, {"a.md": {"title": "Two"}})
        await wait_until(repository, has_title("a.md", "Two"))
    warnings = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert len(warnings) == 1
    assert "delete the file .git/index.lock" in caplog.text


async def test_changes_by_git_are_found_without_events(git: Git, tmp_path: Path) -> None:
    repository = await FileRepository.open(tmp_path)
    git("checkout", "-q", "other")
    assert titles(await repository.refresh(())) == {"other"}


async def test_the_index_of_a_worktree_is_found(git: Git, tmp_path: Path) -> None:
    tree = tmp_path.with_name(f"{tmp_path.name}-tree")
    git("worktree", "add", "-q", "--detach", str(tree), "main")
    async with open_watched(tree, sweep_seconds=NO_SWEEP_SECONDS) as repository:
        before = git_activity.GitWork(tree).traces()
        assert before.index is not None
        in_tree = Git.__new__(Git)
        in_tree.folder = tree
        await asyncio.to_thread(in_tree, "checkout", "-q", "other")
        await wait_until(repository, lambda library: titles(library) == {"other"})
        assert git_activity.GitWork(tree).traces() != before
