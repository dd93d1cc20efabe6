import asyncio
import logging
import shutil
from collections.abc import AsyncGenerator, Callable, Collection, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from gql_content import watcher as watching
from gql_content.library import Library
from gql_content.loading import Selection
from gql_content.repository import FileRepository, MemoryRepository
from gql_content.watcher import Watch, Watcher
from tests.folder import write
from tests.loading.shortage import no_file_can_be_opened

NEVER = 3600.0
SECONDS = 20  # after which a change counts as missed

Condition = Callable[[Library], bool]


async def until(repository: FileRepository, condition: Condition) -> Library:
    """The first library from now on that meets a condition."""
    async with asyncio.timeout(SECONDS):
        async for library in repository.libraries():
            if condition(library):
                return library
    raise AssertionError("a stream of libraries has no end")


def having(*paths: str) -> Condition:
    return lambda library: set(library.articles) == set(paths)


def titled(path: str, title: str) -> Condition:
    return lambda library: path in library.articles and library.articles[path].title == title


@asynccontextmanager
async def watched(
    root: Path,
    watch: Watch = Watch.AUTO,
    sweep_seconds: float = NEVER,
    selection: Selection = Selection(),  # noqa: B008 - a frozen value
) -> AsyncGenerator[FileRepository]:
    """The repository of a folder, kept fresh; by then events are on."""
    repository = await FileRepository.open(root, selection)
    watcher = Watcher(repository, root, selection, watch, sweep_seconds)
    watcher.start()
    try:
        if watch in (Watch.AUTO, Watch.NATIVE):
            await events_are_on(root, repository)
        yield repository
    finally:
        async with asyncio.timeout(SECONDS):
            await watcher.stop()


async def events_are_on(root: Path, repository: FileRepository) -> None:
    """Two files come and go: the sweep at the start may notice the first, only events both."""
    for name in ("probe-1.md", "probe-2.md"):
        write(root, {name: "here"})
        await until(repository, lambda library, name=name: name in library.articles)
        (root / name).unlink()
        await until(repository, lambda library, name=name: name not in library.articles)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "content", {"a.md": {"title": "One"}, "sub/b.md": {"title": "B"}})


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
        assert await repository.asked.get() is None
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


async def test_sweeps_notice_what_no_event_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path / "1", {"a.md": {"title": "One"}})
    write(tmp_path / "2", {"a.md": {"title": "Two"}})
    current = tmp_path / "current"
    point(current, "1")
    async with watched(current, sweep_seconds=0.05) as repository:
        point(current, "2")
        await until(repository, titled("a.md", "Two"))
    assert not caplog.records


async def test_a_root_that_is_deleted_and_made_again_is_found_by_a_sweep(root: Path) -> None:
    async with watched(root, sweep_seconds=0.05) as repository:
        shutil.rmtree(root)
        await until(repository, having())
        write(root, {"new.md": "text"})
        await until(repository, having("new.md"))


async def test_what_changed_between_loading_and_watching_is_noticed(root: Path) -> None:
    repository = await FileRepository.open(root)
    write(root, {"a.md": {"title": "Two"}})
    watcher = Watcher(repository, root, Selection(), sweep_seconds=NEVER)
    watcher.start()
    await until(repository, titled("a.md", "Two"))
    await watcher.stop()


async def test_a_refresh_that_fails_is_logged_and_ends_nothing(
    root: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    current = tmp_path / "current"
    point(current, "content")
    async with watched(current, sweep_seconds=0.02) as repository:
        failed = asyncio.Event()
        with told_of_each_record(failed.set):
            point(current, "current")
            async with asyncio.timeout(SECONDS):
                await failed.wait()
        assert having("a.md", "sub/b.md")(repository.library)
        point(current, "content")
        write(root, {"new.md": "text"})
        await until(repository, having("a.md", "sub/b.md", "new.md"))
    assert "the next sweep tries again" in caplog.text


def point(link: Path, target: str) -> None:
    """Makes a link, or lets it lead elsewhere, in one step."""
    new = link.with_name("new link")
    new.symlink_to(target)
    new.replace(link)


@contextmanager
def told_of_each_record(tell: Callable[[], None]) -> Generator[None]:
    """Calls `tell` at each record in the watcher's log."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002
            tell()

    handler = Handler()
    watching.log.addHandler(handler)
    try:
        yield
    finally:
        watching.log.removeHandler(handler)


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
    with no_file_can_be_opened():
        watcher.start()
        await asyncio.sleep(0)
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
