"""Recovery: changes without events, failing backends, and replaced roots."""

import os
import shutil
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from gql_content.model import WatcherState
from gql_content.sources import FileRepository, Selection, Watch, Watcher, unchanged_files
from gql_content.sources import watcher as watching
from tests.folder import write
from tests.watcher.watched import NO_SWEEP_SECONDS, has_paths, has_title, open_watched, wait_until


async def start_watcher(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    watch: Watch = Watch.AUTO,
    sweep: float = NO_SWEEP_SECONDS,
) -> tuple[FileRepository, Watcher]:
    monkeypatch.setattr(watching, "RESTART_SECONDS", 0.01)
    monkeypatch.setattr(watching, "POLL_SECONDS", 0.02)
    repository = await FileRepository.open(root)
    watcher = Watcher(repository, root, Selection(), watch, sweep)
    watcher.start()
    return repository, watcher


async def test_a_failed_backend_is_restarted(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real, failures = watching.watch_folder, [OSError("no watches left"), RuntimeError("it broke")]

    async def failing_batches(*of: object) -> AsyncGenerator[set[str]]:
        async for batch in real(*of):  # pyright: ignore[reportArgumentType] - passed through
            yield batch
            if failures:
                raise failures.pop()

    monkeypatch.setattr(watching, "watch_folder", failing_batches)
    repository, watcher = await start_watcher(root, monkeypatch)
    for number in range(4):
        write(root, {f"{number}.md": "text"})
        await wait_until(repository, lambda library, path=f"{number}.md": path in library.articles)
    await wait_for_state(repository, watcher, WatcherState.EVENTS)
    await watcher.stop()
    assert watcher.status.restarts >= 2
    assert watcher.status.reason is None
    assert watcher.status.last_sweep is not None
    assert "it broke" in caplog.text
    assert "polling instead" in caplog.text


async def wait_for_state(repository: FileRepository, watcher: Watcher, state: WatcherState) -> None:
    """Polls until the watcher has a state; each refresh lets the watcher's tasks run."""
    while watcher.status.state is not state:
        await repository.refresh()


async def test_changes_without_events_switch_the_watcher_to_polling(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def failing_batches(*of: object) -> AsyncGenerator[set[str]]:
        async for _ in real(*of):  # pyright: ignore[reportArgumentType] - passed through
            yield set()

    real = watching.watch_folder
    monkeypatch.setattr(watching, "watch_folder", failing_batches)
    monkeypatch.setattr(watching, "EVENT_GRACE_SECONDS", 0.02)
    repository, watcher = await start_watcher(root, monkeypatch, sweep=0.05)
    number = 0
    while watcher.status.state is not WatcherState.POLLING:
        number += 1
        write(root, {"a.md": {"title": f"{number}"}})
        await wait_until(repository, has_title("a.md", f"{number}"))
    await watcher.stop()
    assert number >= 2
    assert "changes without events" in str(watcher.status.reason)
    assert "polling instead" in caplog.text


async def test_a_missing_root_keeps_its_content_and_is_a_problem(
    root: Path, tmp_path: Path
) -> None:
    content = tmp_path / "content"
    async with open_watched(root) as repository:
        content.rename(tmp_path / "aside")
        gone = await wait_until(repository, lambda library: bool(library.problems))
        assert has_paths("a.md", "sub/b.md")(gone)
        assert [problem.code for problem in gone.problems] == ["ROOT_MISSING"]
        content.mkdir()
        assert await repository.refresh() is gone
        content.rmdir()
        (tmp_path / "aside").rename(root)
        await wait_until(repository, lambda library: not library.problems)
        write(root, {"a.md": {"title": "Two"}})
        await wait_until(repository, has_title("a.md", "Two"))


async def test_a_root_without_files_is_empty(root: Path) -> None:
    repository = await FileRepository.open(root)
    shutil.rmtree(root / "sub")
    (root / "a.md").unlink()
    assert has_paths()(await repository.refresh())


async def test_sweeps_find_a_change_that_keeps_size_and_mtime(root: Path) -> None:
    time = (1_700_000_000, 1_700_000_000)
    file = root / "a.md"
    os.utime(file, time)
    repository = await FileRepository.open(root)
    file.write_text(file.read_text("utf-8").replace("One", "Two"), "utf-8")
    os.utime(file, time)
    for _ in range(unchanged_files.TURNS):
        await repository.refresh()
    assert has_title("a.md", "Two")(repository.library)


async def test_a_file_with_two_names_is_refreshed_under_both(root: Path) -> None:
    (root / "alias.md").symlink_to("a.md")
    (root / "alias").symlink_to("sub")
    async with open_watched(root) as repository:
        write(root, {"a.md": {"title": "Two"}, "sub/b.md": {"title": "Two"}})
        await wait_until(
            repository,
            lambda library: {one.title for one in library.articles.values()} == {"Two"},
        )


async def test_a_rename_that_changes_only_case_is_detected(root: Path) -> None:
    async with open_watched(root) as repository:
        (root / "a.md").rename(root / "A.md")
        await wait_until(repository, has_paths("A.md", "sub/b.md"))
        (root / "sub").rename(root / "Sub")
        await wait_until(repository, has_paths("A.md", "Sub/b.md"))


async def test_several_watchers_of_one_root_agree_on_the_revision(root: Path) -> None:
    async with open_watched(root) as one, open_watched(root, Watch.POLL) as other:
        write(root, {"new/c.md": "text", "a.md": {"title": "Two"}})
        (root / "sub/b.md").unlink()
        expected = (await FileRepository.open(root)).library.revision
        for repository in (one, other):
            await wait_until(repository, lambda library: library.revision == expected)
