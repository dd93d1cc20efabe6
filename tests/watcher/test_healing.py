"""What nothing tells, and what ends the telling."""

import os
import shutil
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from gql_content.loading import Selection, verifying
from gql_content.model import WatcherState
from gql_content.repository import FileRepository
from gql_content.watcher import Watch, Watcher
from gql_content.watcher import watcher as watching
from tests.folder import write
from tests.watcher.watched import NEVER, having, titled, until, watched


async def following(
    root: Path, monkeypatch: pytest.MonkeyPatch, watch: Watch = Watch.AUTO, sweep: float = NEVER
) -> tuple[FileRepository, Watcher]:
    monkeypatch.setattr(watching, "RESTART_SECONDS", 0.01)
    monkeypatch.setattr(watching, "POLL_SECONDS", 0.02)
    repository = await FileRepository.open(root)
    watcher = Watcher(repository, root, Selection(), watch, sweep)
    watcher.start()
    return repository, watcher


async def test_a_watcher_that_dies_is_begun_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real, deaths = watching.batches, [OSError("no watches left"), RuntimeError("it broke")]

    async def batches(*of: object) -> AsyncGenerator[set[str]]:
        async for batch in real(*of):  # pyright: ignore[reportArgumentType] - handed through
            yield batch
            if deaths:
                raise deaths.pop()

    monkeypatch.setattr(watching, "batches", batches)
    repository, watcher = await following(root, monkeypatch)
    for number in range(4):
        write(root, {f"{number}.md": "text"})
        await until(repository, lambda library, path=f"{number}.md": path in library.articles)
    await until_state(repository, watcher, WatcherState.EVENTS)
    await watcher.stop()
    assert watcher.status.restarts >= 2
    assert watcher.status.reason is None
    assert watcher.status.last_sweep is not None
    assert "it broke" in caplog.text
    assert "polling instead" in caplog.text


async def until_state(repository: FileRepository, watcher: Watcher, state: WatcherState) -> None:
    """Asking for a comparison lets the watcher go on meanwhile."""
    while watcher.status.state is not state:
        await repository.refresh()


async def test_sweeps_that_find_what_no_event_told_become_polls(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def batches(*of: object) -> AsyncGenerator[set[str]]:
        async for _ in real(*of):  # pyright: ignore[reportArgumentType] - handed through
            yield set()

    real = watching.batches
    monkeypatch.setattr(watching, "batches", batches)
    monkeypatch.setattr(watching, "CALM_SECONDS", 0.02)
    repository, watcher = await following(root, monkeypatch, sweep=0.05)
    number = 0
    while watcher.status.state is not WatcherState.POLLING:
        number += 1
        write(root, {"a.md": {"title": f"{number}"}})
        await until(repository, titled("a.md", f"{number}"))
    await watcher.stop()
    assert number >= 2
    assert "no event has told" in str(watcher.status.reason)
    assert "polling instead" in caplog.text


async def test_a_root_that_vanishes_leaves_its_content_and_says_so(
    root: Path, tmp_path: Path
) -> None:
    content = tmp_path / "content"
    async with watched(root) as repository:
        content.rename(tmp_path / "aside")
        gone = await until(repository, lambda library: bool(library.problems))
        assert having("a.md", "sub/b.md")(gone)
        assert [problem.code for problem in gone.problems] == ["ROOT_MISSING"]
        content.mkdir()
        assert await repository.refresh() is gone
        content.rmdir()
        (tmp_path / "aside").rename(root)
        await until(repository, lambda library: not library.problems)
        write(root, {"a.md": {"title": "Two"}})
        await until(repository, titled("a.md", "Two"))


async def test_a_root_whose_files_are_deleted_one_and_all_is_empty(root: Path) -> None:
    repository = await FileRepository.open(root)
    shutil.rmtree(root / "sub")
    (root / "a.md").unlink()
    assert having()(await repository.refresh())


async def test_a_file_replaced_with_its_size_and_time_is_found_by_sweeps(root: Path) -> None:
    time = (1_700_000_000, 1_700_000_000)
    file = root / "a.md"
    os.utime(file, time)
    repository = await FileRepository.open(root)
    file.write_text(file.read_text("utf-8").replace("One", "Two"), "utf-8")
    os.utime(file, time)
    for _ in range(verifying.TURNS):
        await repository.refresh()
    assert titled("a.md", "Two")(repository.library)


async def test_a_file_with_two_names_is_fresh_under_both(root: Path) -> None:
    (root / "alias.md").symlink_to("a.md")
    (root / "alias").symlink_to("sub")
    async with watched(root) as repository:
        write(root, {"a.md": {"title": "Two"}, "sub/b.md": {"title": "Two"}})
        await until(
            repository,
            lambda library: {one.title for one in library.articles.values()} == {"Two"},
        )


async def test_a_name_that_changes_its_case_only_is_another(root: Path) -> None:
    async with watched(root) as repository:
        (root / "a.md").rename(root / "A.md")
        await until(repository, having("A.md", "sub/b.md"))
        (root / "sub").rename(root / "Sub")
        await until(repository, having("A.md", "Sub/b.md"))


async def test_several_watchers_of_one_root_come_to_one_revision(root: Path) -> None:
    async with watched(root) as one, watched(root, Watch.POLL) as other:
        write(root, {"new/c.md": "text", "a.md": {"title": "Two"}})
        (root / "sub/b.md").unlink()
        expected = (await FileRepository.open(root)).library.revision
        for repository in (one, other):
            await until(repository, lambda library: library.revision == expected)
