import asyncio
import logging
import shutil
from collections.abc import Collection
from pathlib import Path

import pytest

from gql_content.library import Library
from gql_content.loading import Selection
from gql_content.repository import FileRepository, MemoryRepository
from gql_content.watcher import Watch, Watcher
from gql_content.watcher import watcher as watching
from tests.folder import write
from tests.loading.shortage import no_file_can_be_opened
from tests.watcher.watched import (
    NEVER,
    SECONDS,
    having,
    point,
    titled,
    told_of_each_record,
    until,
    watched,
)


async def test_a_saved_file_is_noticed(root: Path) -> None:
    async with watched(root) as repository:
        for title in ("Two", "Six", "Ten"):
            write(root, {"a.md": {"title": title}})
            await until(repository, titled("a.md", title))


async def test_a_file_saved_by_replacing_it_is_noticed(root: Path) -> None:
    async with watched(root) as repository:
        for title in ("Two", "Six", "Ten"):
            write(root, {".a.md.new": {"title": title}})
            (root / ".a.md.new").replace(root / "a.md")
            await until(repository, titled("a.md", title))


async def test_a_file_saved_as_vim_does_is_noticed(root: Path) -> None:
    async with watched(root) as repository:
        (root / "4913").touch()
        (root / "4913").unlink()
        (root / "a.md").rename(root / "a.md~")
        write(root, {"a.md": {"title": "Two"}})
        (root / "a.md~").unlink()
        await until(repository, titled("a.md", "Two"))


async def test_a_deleted_file_is_noticed(root: Path) -> None:
    async with watched(root) as repository:
        (root / "a.md").unlink()
        await until(repository, having("sub/b.md"))


async def test_files_in_new_nested_folders_are_noticed(root: Path) -> None:
    async with watched(root) as repository:
        paths = [f"new/{number}/x/y/c.md" for number in range(50)]
        for path in paths:
            write(root, {path: "text"})
        await until(repository, having("a.md", "sub/b.md", *paths))


async def test_a_renamed_and_a_deleted_folder_are_noticed(root: Path) -> None:
    async with watched(root) as repository:
        (root / "sub").rename(root / "other")
        await until(repository, having("a.md", "other/b.md"))
        write(root, {"other/c.md": "text"})
        await until(repository, having("a.md", "other/b.md", "other/c.md"))
        shutil.rmtree(root / "other")
        await until(repository, having("a.md"))


async def test_a_folder_moved_in_and_out_is_noticed(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "outside", {"c/d.md": "text"})
    async with watched(root) as repository:
        (tmp_path / "outside").rename(root / "inside")
        await until(repository, having("a.md", "sub/b.md", "inside/c/d.md"))
        (root / "inside").rename(tmp_path / "outside")
        await until(repository, having("a.md", "sub/b.md"))


async def test_a_folder_that_gets_its_real_name_when_it_is_complete_is_noticed(root: Path) -> None:
    async with watched(root) as repository:
        write(root, {"new.tmp/c.md": "text"})
        (root / "new.tmp").rename(root / "new")
        await until(repository, having("a.md", "sub/b.md", "new/c.md"))
        (root / "new").rename(root / "new.tmp")
        await until(repository, having("a.md", "sub/b.md"))


async def test_a_mounted_config_map_that_is_switched_is_noticed(tmp_path: Path) -> None:
    write(tmp_path, {"..1/a.md": {"title": "One"}, "..2/a.md": {"title": "Two"}})
    point(tmp_path / "..data", "..1")
    (tmp_path / "a.md").symlink_to("..data/a.md")
    async with watched(tmp_path) as repository:
        point(tmp_path / "..data", "..2")
        await until(repository, titled("a.md", "Two"))


async def test_a_file_that_breaks_and_is_mended_is_noticed(root: Path) -> None:
    async with watched(root) as repository:
        write(root, {"a.md": "---\ntitle: [\n---\n"})
        broken = await until(repository, lambda library: bool(library.problems))
        assert titled("a.md", "One")(broken)
        write(root, {"a.md": {"title": "Two"}})
        mended = await until(repository, titled("a.md", "Two"))
        assert not mended.problems


async def test_what_editors_and_git_write_beside_articles_publishes_nothing(root: Path) -> None:
    async with watched(root) as repository:
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
        async with asyncio.timeout(SECONDS):
            after = await anext(libraries)
        assert after.entries.keys() - before.entries.keys() == {"last.md"}
        assert {path: after.entries[path] for path in before.entries} == before.entries


class Noting(MemoryRepository):
    """Notes what it is asked to look at."""

    def __init__(self) -> None:
        super().__init__({})
        self.asked: asyncio.Queue[Collection[str] | None] = asyncio.Queue()

    async def refresh(self, paths: Collection[str] | None = None) -> Library:
        self.asked.put_nowait(paths)
        return await super().refresh(paths)


async def test_events_in_hidden_and_excluded_places_are_not_even_looked_at(root: Path) -> None:
    repository = Noting()
    watcher = Watcher(repository, root, Selection(exclude=("drafts/",)), sweep_seconds=NEVER)
    watcher.start()
    async with asyncio.timeout(SECONDS):
        while await repository.asked.get() is not None:
            pass  # The sweep at the start: by then events are on.
        places = [".git/index", "node_modules/x/a.md", ".a.md.swp", "a.md~", "#a.md#", "x.tmp/a.md"]
        write(root, dict.fromkeys([*places, "drafts/a.md"], "text"))
        write(root, {"last.md": "text"})
        looked_at: set[str] = set()
        while "last.md" not in looked_at:  # Events come in as many batches as they like.
            looked_at |= set(await repository.asked.get() or ())
    await watcher.stop()
    assert not {hint for hint in looked_at if "/" in hint or hint.startswith(("a", ".", "#"))}


async def test_polling_notices_what_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "POLL_SECONDS", 0.02)
    async with watched(root, Watch.POLL) as repository:
        write(root, {"a.md": {"title": "Two"}, "new/c.md": "text"})
        await until(repository, titled("a.md", "Two"))
        await until(repository, having("a.md", "sub/b.md", "new/c.md"))
        shutil.rmtree(root / "sub")
        await until(repository, having("a.md", "new/c.md"))


async def test_a_watcher_that_is_off_leaves_the_refreshing_to_others(root: Path) -> None:
    tasks = asyncio.all_tasks()
    async with watched(root, Watch.OFF, sweep_seconds=0.001) as repository:
        assert asyncio.all_tasks() == tasks
        before = repository.library
        write(root, {"a.md": {"title": "Two"}})
        assert await repository.refresh() is not before
        assert titled("a.md", "Two")(repository.library)


async def test_a_link_that_is_switched_to_another_release_is_followed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path / "1", {"a.md": {"title": "One"}})
    write(tmp_path / "2", {"a.md": {"title": "Two"}})
    current = tmp_path / "current"
    point(current, "1")
    async with watched(current) as repository:
        point(current, "2")
        await until(repository, titled("a.md", "Two"))
        write(tmp_path / "2", {"a.md": {"title": "Three"}})
        await until(repository, titled("a.md", "Three"))
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_a_root_that_is_deleted_and_made_again_is_watched_again(root: Path) -> None:
    async with watched(root) as repository:
        shutil.rmtree(root)
        write(root, {"new.md": "text"})
        await until(repository, having("new.md"))
        write(root, {"new.md": {"title": "Two"}})
        await until(repository, titled("new.md", "Two"))


async def test_what_changed_between_loading_and_watching_is_noticed(root: Path) -> None:
    repository = await FileRepository.open(root)
    write(root, {"a.md": {"title": "Two"}})
    watcher = Watcher(repository, root, Selection(), sweep_seconds=NEVER)
    watcher.start()
    await until(repository, titled("a.md", "Two"))
    await watcher.stop()


async def test_a_refresh_that_fails_is_logged_and_ends_nothing(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with watched(root, sweep_seconds=0.02) as repository:
        failed = asyncio.Event()
        with told_of_each_record(failed.set), no_file_can_be_opened():
            async with asyncio.timeout(SECONDS):
                await failed.wait()
        assert having("a.md", "sub/b.md")(repository.library)
        write(root, {"new.md": "text"})
        await until(repository, having("a.md", "sub/b.md", "new.md"))
    assert "the next sweep tries again" in caplog.text


@pytest.mark.parametrize(
    ("watch", "sweep_seconds", "told"),
    [(Watch.AUTO, NEVER, "polling instead"), (Watch.NATIVE, 0.05, "sweeps go on")],
)
async def test_where_there_are_no_events_there_are_polls_or_sweeps(
    watch: Watch,
    sweep_seconds: float,
    told: str,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(watching, "POLL_SECONDS", 0.02)
    repository = await FileRepository.open(root)
    watcher = Watcher(repository, root, Selection(), watch, sweep_seconds)
    warned = asyncio.Event()
    with told_of_each_record(warned.set), no_file_can_be_opened():
        watcher.start()
        async with asyncio.timeout(SECONDS):
            await warned.wait()
    assert told in caplog.text
    for number in range(3):
        write(root, {f"{number}.md": "text"})
        await until(repository, lambda library, path=f"{number}.md": path in library.articles)
    await watcher.stop()


@pytest.mark.parametrize("watch", list(Watch))
async def test_stopping_is_prompt_and_leaves_no_task(watch: Watch, root: Path) -> None:
    tasks = asyncio.all_tasks()
    repository = await FileRepository.open(root)
    watcher = Watcher(repository, root, Selection(), watch, NEVER)
    watcher.start()
    await repository.refresh()
    async with asyncio.timeout(2):
        await watcher.stop()
    assert asyncio.all_tasks() == tasks


async def test_a_watcher_that_was_never_started_can_be_stopped(root: Path) -> None:
    await Watcher(await FileRepository.open(root), root, Selection()).stop()
