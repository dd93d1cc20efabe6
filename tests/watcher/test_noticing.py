import asyncio
import logging
import shutil
from collections.abc import Collection
from pathlib import Path

import pytest

from gql_content.library import Library
from gql_content.sources import FileRepository, MemoryRepository, Selection, Watch, Watcher
from gql_content.sources import watcher as watching
from tests.folder import write
from tests.loading.shortage import no_file_can_be_opened
from tests.watcher.watched import (
    NO_SWEEP_SECONDS,
    TIMEOUT_SECONDS,
    has_paths,
    has_title,
    on_each_log_record,
    open_watched,
    replace_link,
    wait_until,
)


async def test_a_saved_file_is_detected(root: Path) -> None:
    async with open_watched(root) as repository:
        for title in ("Two", "Six", "Ten"):
            write(root, {"a.md": {"title": title}})
            await wait_until(repository, has_title("a.md", title))


async def test_a_file_saved_by_replacing_it_is_detected(root: Path) -> None:
    async with open_watched(root) as repository:
        for title in ("Two", "Six", "Ten"):
            write(root, {".a.md.new": {"title": title}})
            (root / ".a.md.new").replace(root / "a.md")
            await wait_until(repository, has_title("a.md", title))


async def test_a_file_saved_by_vim_is_detected(root: Path) -> None:
    async with open_watched(root) as repository:
        (root / "4913").touch()
        (root / "4913").unlink()
        (root / "a.md").rename(root / "a.md~")
        write(root, {"a.md": {"title": "Two"}})
        (root / "a.md~").unlink()
        await wait_until(repository, has_title("a.md", "Two"))


async def test_a_deleted_file_is_detected(root: Path) -> None:
    async with open_watched(root) as repository:
        (root / "a.md").unlink()
        await wait_until(repository, has_paths("sub/b.md"))


async def test_files_in_new_nested_folders_are_detected(root: Path) -> None:
    async with open_watched(root) as repository:
        paths = [f"new/{number}/x/y/c.md" for number in range(50)]
        for path in paths:
            write(root, {path: "text"})
        await wait_until(repository, has_paths("a.md", "sub/b.md", *paths))


async def test_renamed_and_deleted_folders_are_detected(root: Path) -> None:
    async with open_watched(root) as repository:
        (root / "sub").rename(root / "other")
        await wait_until(repository, has_paths("a.md", "other/b.md"))
        write(root, {"other/c.md": "text"})
        await wait_until(repository, has_paths("a.md", "other/b.md", "other/c.md"))
        shutil.rmtree(root / "other")
        await wait_until(repository, has_paths("a.md"))


async def test_a_folder_moved_in_and_out_is_detected(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "outside", {"c/d.md": "text"})
    async with open_watched(root) as repository:
        (tmp_path / "outside").rename(root / "inside")
        await wait_until(repository, has_paths("a.md", "sub/b.md", "inside/c/d.md"))
        (root / "inside").rename(tmp_path / "outside")
        await wait_until(repository, has_paths("a.md", "sub/b.md"))


async def test_a_folder_renamed_from_a_temporary_name_is_detected(root: Path) -> None:
    async with open_watched(root) as repository:
        write(root, {"new.tmp/c.md": "text"})
        (root / "new.tmp").rename(root / "new")
        await wait_until(repository, has_paths("a.md", "sub/b.md", "new/c.md"))
        (root / "new").rename(root / "new.tmp")
        await wait_until(repository, has_paths("a.md", "sub/b.md"))


async def test_an_update_of_a_mounted_config_map_is_detected(tmp_path: Path) -> None:
    write(tmp_path, {"..1/a.md": {"title": "One"}, "..2/a.md": {"title": "Two"}})
    replace_link(tmp_path / "..data", "..1")
    (tmp_path / "a.md").symlink_to("..data/a.md")
    async with open_watched(tmp_path) as repository:
        replace_link(tmp_path / "..data", "..2")
        await wait_until(repository, has_title("a.md", "Two"))


async def test_a_broken_and_a_fixed_file_are_detected(root: Path) -> None:
    async with open_watched(root) as repository:
        write(root, {"a.md": "---\ntitle: [\n---\n"})
        broken = await wait_until(repository, lambda library: bool(library.problems))
        assert has_title("a.md", "One")(broken)
        write(root, {"a.md": {"title": "Two"}})
        fixed = await wait_until(repository, has_title("a.md", "Two"))
        assert not fixed.problems


async def test_files_of_editors_and_git_publish_nothing(root: Path) -> None:
    async with open_watched(root) as repository:
        before = repository.library
        libraries = repository.libraries()
        assert await anext(libraries) is before
        names = [".a.md.swp", "#a.md#", "a.md~", "a.tmp", "4913", ".git/index", ".goutputstream-X"]
        names += ["node_modules/x/a.md", "notes.txt", "new.tmp/a.md"]
        for name in names:
            write(root, {name: "text"})
        (root / "a.md").touch()
        for name in names:
            (root / name).unlink()
        write(root, {"last.md": "text"})
        async with asyncio.timeout(TIMEOUT_SECONDS):
            after = await anext(libraries)
        assert after.entries.keys() - before.entries.keys() == {"last.md"}
        assert {path: after.entries[path] for path in before.entries} == before.entries


class RecordingRepository(MemoryRepository):
    """Records the paths of each refresh."""

    def __init__(self) -> None:
        super().__init__({})
        self.refreshed: asyncio.Queue[Collection[str] | None] = asyncio.Queue()

    async def refresh(self, paths: Collection[str] | None = None) -> Library:
        self.refreshed.put_nowait(paths)
        return await super().refresh(paths)


async def test_events_in_hidden_and_excluded_folders_are_ignored(root: Path) -> None:
    repository = RecordingRepository()
    watcher = Watcher(
        repository, root, Selection(exclude=("drafts/",)), sweep_seconds=NO_SWEEP_SECONDS
    )
    watcher.start()
    async with asyncio.timeout(TIMEOUT_SECONDS):
        while await repository.refreshed.get() is not None:
            pass  # The sweep at the start: from then on there are events.
        ignored = [
            ".git/index",
            "node_modules/x/a.md",
            ".a.md.swp",
            "a.md~",
            "#a.md#",
            "x.tmp/a.md",
        ]
        write(root, dict.fromkeys([*ignored, "x.tmp/a.md", "drafts/a.md"], "text"))
        write(root, {"last.md": "text"})
        refreshed: set[str] = set()
        while "last.md" not in refreshed:  # Events come in any number of batches.
            refreshed |= set(await repository.refreshed.get() or ())
    await watcher.stop()
    assert not {path for path in refreshed if "/" in path or path.startswith(("a", ".", "#"))}


async def test_polling_detects_changes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "POLL_SECONDS", 0.02)
    async with open_watched(root, Watch.POLL) as repository:
        write(root, {"a.md": {"title": "Two"}, "new/c.md": "text"})
        await wait_until(repository, has_title("a.md", "Two"))
        await wait_until(repository, has_paths("a.md", "sub/b.md", "new/c.md"))
        shutil.rmtree(root / "sub")
        await wait_until(repository, has_paths("a.md", "new/c.md"))


async def test_a_watcher_that_is_off_refreshes_nothing(root: Path) -> None:
    tasks = asyncio.all_tasks()
    async with open_watched(root, Watch.OFF, sweep_seconds=0.001) as repository:
        assert asyncio.all_tasks() == tasks
        before = repository.library
        write(root, {"a.md": {"title": "Two"}})
        assert await repository.refresh() is not before
        assert has_title("a.md", "Two")(repository.library)


async def test_a_link_switched_to_another_release_is_followed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path / "1", {"a.md": {"title": "One"}})
    write(tmp_path / "2", {"a.md": {"title": "Two"}})
    current = tmp_path / "current"
    replace_link(current, "1")
    async with open_watched(current) as repository:
        replace_link(current, "2")
        await wait_until(repository, has_title("a.md", "Two"))
        write(tmp_path / "2", {"a.md": {"title": "Three"}})
        await wait_until(repository, has_title("a.md", "Three"))
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_a_recreated_root_is_watched_again(root: Path) -> None:
    async with open_watched(root) as repository:
        shutil.rmtree(root)
        write(root, {"new.md": "text"})
        await wait_until(repository, has_paths("new.md"))
        write(root, {"new.md": {"title": "Two"}})
        await wait_until(repository, has_title("new.md", "Two"))


async def test_changes_between_loading_and_watching_are_detected(root: Path) -> None:
    repository = await FileRepository.open(root)
    write(root, {"a.md": {"title": "Two"}})
    watcher = Watcher(repository, root, Selection(), sweep_seconds=NO_SWEEP_SECONDS)
    watcher.start()
    await wait_until(repository, has_title("a.md", "Two"))
    await watcher.stop()


async def test_a_failed_refresh_is_logged_and_watching_continues(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_watched(root, sweep_seconds=0.02) as repository:
        failed = asyncio.Event()
        with on_each_log_record(failed.set), no_file_can_be_opened():
            async with asyncio.timeout(TIMEOUT_SECONDS):
                await failed.wait()
        assert has_paths("a.md", "sub/b.md")(repository.library)
        write(root, {"new.md": "text"})
        await wait_until(repository, has_paths("a.md", "sub/b.md", "new.md"))
    assert "the next sweep retries" in caplog.text


@pytest.mark.parametrize(
    ("watch", "sweep_seconds", "message"),
    [(Watch.AUTO, NO_SWEEP_SECONDS, "polling instead"), (Watch.NATIVE, 0.05, "relying on sweeps")],
)
async def test_without_events_the_watcher_polls_or_sweeps(
    watch: Watch,
    sweep_seconds: float,
    message: str,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(watching, "POLL_SECONDS", 0.02)
    repository = await FileRepository.open(root)
    watcher = Watcher(repository, root, Selection(), watch, sweep_seconds)
    warned = asyncio.Event()
    with on_each_log_record(warned.set), no_file_can_be_opened():
        watcher.start()
        async with asyncio.timeout(TIMEOUT_SECONDS):
            await warned.wait()
    assert message in caplog.text
    for number in range(3):
        write(root, {f"{number}.md": "text"})
        await wait_until(repository, lambda library, path=f"{number}.md": path in library.articles)
    await watcher.stop()


@pytest.mark.parametrize("watch", list(Watch))
async def test_stopping_is_prompt_and_leaves_no_task(watch: Watch, root: Path) -> None:
    tasks = asyncio.all_tasks()
    repository = await FileRepository.open(root)
    watcher = Watcher(repository, root, Selection(), watch, NO_SWEEP_SECONDS)
    watcher.start()
    await repository.refresh()
    async with asyncio.timeout(2):
        await watcher.stop()
    assert asyncio.all_tasks() == tasks


async def test_a_watcher_that_was_never_started_can_be_stopped(root: Path) -> None:
    await Watcher(await FileRepository.open(root), root, Selection()).stop()
