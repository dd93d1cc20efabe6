"""Last good versions over restarts, and over several processes with one state directory.

A repository that is opened again is a service that was started again; one that was not saved is a
service that was killed.
"""

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from gql_content.errors import TextUnavailable
from gql_content.search import SearchIndex
from gql_content.sources import FileRepository, Selection, Snapshots
from tests.folder import article, save
from tests.git import Git
from tests.loading.unprivileged import as_nobody

BROKEN = "---\ntitle: [\n---\nBroken.\n"
UNKNOWN = "No earlier version of the file is known here"
SECONDS = 20.0


def good(title: str) -> str:
    return article({"title": title, "answer": f"{title}. " * 500}, f"The body of {title}.")


class Site:
    """A folder of content, a state directory, and what starts over both."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "content"
        self.state = folder / "state"
        self.root.mkdir(parents=True, exist_ok=True)

    @property
    def snapshots(self) -> Snapshots:
        return Snapshots(self.state, self.root, Selection())

    async def start(self) -> FileRepository:
        """A service, as it is once it has settled."""
        repository = await FileRepository.open(self.root, snapshots=self.snapshots)
        await repository.save()
        await repository.recall()
        return repository

    async def leader(self) -> FileRepository:
        return await FileRepository.open(self.root, snapshots=self.snapshots)

    def save(self, text: str, path: str = "a.md") -> None:
        save(self.root, path, text)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def title_of(repository: FileRepository, path: str = "a.md") -> str | None:
    """What is served, None where nothing is; of a last good version it says that it is one."""
    found = repository.library.article_at(path)
    if found is None:
        return None
    return f"{found.title}, stale" if found.source.stale else found.title


async def body_of(repository: FileRepository, path: str = "a.md") -> str:
    texts = await repository.texts(repository.library.articles[path])
    return (texts.body or "").strip()


async def answer_of(repository: FileRepository, path: str = "a.md") -> str | None:
    return (await repository.texts(repository.library.articles[path])).answer


def notes(repository: FileRepository) -> list[str]:
    """The files of which the problems say that no earlier version is known."""
    return [one.path for one in repository.library.problems if UNKNOWN in one.remedy]


async def stopped(repository: FileRepository) -> None:
    await repository.save()
    await repository.close()


async def killed(repository: FileRepository) -> None:
    """It saves nothing; what it had begun in the background is done, so that the test can go on."""
    await repository.close()


@pytest.mark.parametrize("end", [stopped, killed])
async def test_a_last_good_version_and_its_texts_outlive_restarts(
    site: Site, end: Callable[[FileRepository], Awaitable[None]]
) -> None:
    site.save(good("One"))
    repository = await site.start()
    assert await body_of(repository) == "The body of One."
    site.save(BROKEN)
    await repository.refresh(["a.md"])
    revision = repository.library.revision
    await end(repository)
    for _ in range(3):
        repository = await site.start()
        assert title_of(repository) == "One, stale"
        assert repository.library.revision == revision
        assert await body_of(repository) == "The body of One."
        assert len(await answer_of(repository) or "") > 2_000
        assert notes(repository) == []
        await end(repository)
    site.save(good("Two"))
    repository = await site.start()
    assert title_of(repository) == "Two"
    assert list((site.state / f"{site.snapshots.root_name}.versions").iterdir()) == []
    (site.root / "a.md").unlink()
    await end(repository)
    assert title_of(await site.start()) is None


async def test_a_file_that_becomes_invalid_while_nothing_runs_keeps_its_last_good_version(
    site: Site,
) -> None:
    site.save(good("One"))
    await stopped(await site.start())
    site.save(BROKEN)
    first = await site.start()
    assert title_of(first) == "One, stale"
    site.save(BROKEN + "Still.\n")
    await killed(first)
    again = await site.start()
    assert title_of(again) == "One, stale"
    assert notes(again) == []


async def test_a_version_that_came_after_the_snapshot_is_known_to_whoever_starts_later(
    site: Site,
) -> None:
    site.save(good("One"))
    first = await site.start()
    site.save(good("Two"))
    await first.refresh(["a.md"])
    assert await body_of(first) == "The body of Two."
    site.save(BROKEN)
    await first.refresh(["a.md"])
    await first.recall()
    second = await site.leader()
    assert title_of(second) == title_of(first) == "Two, stale"
    assert second.library.revision == first.library.revision
    assert await body_of(second) == "The body of Two."


async def test_two_that_saw_different_versions_come_to_serve_the_same(site: Site) -> None:
    site.save(good("One"))
    first, second = await site.start(), await site.start()
    site.save(good("Two"))
    await first.refresh(["a.md"])
    site.save(BROKEN)
    await second.refresh(["a.md"])
    assert title_of(second) == "One, stale"
    await first.refresh(["a.md"])
    await until(lambda: title_of(second) == "Two, stale")
    third = await site.leader()
    for one in (first, second, third):
        await one.refresh()
        assert title_of(one) == "Two, stale"
    assert len({one.library.revision for one in (first, second, third)}) == 1
    for one in (first, second, third):
        await one.close()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not condition():  # noqa: ASYNC110 - it comes from the disk
            await asyncio.sleep(0.01)


async def test_where_no_version_is_known_the_problem_says_so_until_there_is_one(
    site: Site,
) -> None:
    site.save(BROKEN)
    for _ in range(2):
        repository = await site.start()
        assert title_of(repository) is None
        assert notes(repository) == ["a.md"]
        await stopped(repository)
    site.save(good("One"))
    repository = await site.start()
    site.save(BROKEN)
    await repository.refresh(["a.md"])
    assert title_of(repository) == "One, stale"
    assert notes(repository) == []


async def test_a_fresh_machine_takes_the_last_good_version_from_git(
    site: Site, tmp_path: Path
) -> None:
    git = Git(site.root)
    for title in ("One", "Two"):
        site.save(good(title))
        git.commit_all(title)
    old = await site.start()
    for number in range(8):
        site.save(f"{BROKEN}{number}\n")
        git.commit_all("broken")
    await old.refresh()
    clone = Site(tmp_path / "elsewhere")
    git("clone", "-q", str(site.root), str(clone.root))
    new = await clone.start()
    assert title_of(new) == title_of(old) == "Two, stale"
    assert new.library.revision == old.library.revision
    await stopped(new)
    again = await clone.start()
    for one in (new, again, old):
        assert await body_of(one) == "The body of Two."
    assert notes(new) == []


async def test_one_that_pulls_a_good_and_a_bad_version_at_once_serves_what_a_clone_serves(
    site: Site, tmp_path: Path
) -> None:
    git = Git(site.root)
    site.save(good("One"))
    git.commit_all("one")
    mirror = Site(tmp_path / "mirror")
    git("clone", "-q", str(site.root), str(mirror.root))
    running = await mirror.start()
    site.save(good("Two"))
    site.save(good("New"), "new.md")
    git.commit_all("two")
    site.save(BROKEN)
    site.save(BROKEN, "new.md")
    git.commit_all("broken")
    git("-C", str(mirror.root), "pull", "-q", str(site.root), "main")
    await running.refresh()
    clone = Site(tmp_path / "elsewhere")
    git("clone", "-q", str(site.root), str(clone.root))
    fresh = await clone.start()
    for one in (running, fresh):
        assert title_of(one) == "Two, stale"
        assert title_of(one, "new.md") == "New, stale"
        assert await body_of(one) == "The body of Two."
    assert running.library.revision == fresh.library.revision
    await stopped(running)
    assert (await mirror.start()).library.revision == fresh.library.revision


async def test_a_version_that_was_never_committed_is_newer_than_any_that_was(site: Site) -> None:
    git = Git(site.root)
    site.save(good("One"))
    git.commit_all("one")
    site.save(good("Two"))
    repository = await site.start()
    site.save(BROKEN)
    for _ in range(2):
        await repository.refresh()
        assert title_of(repository) == "Two, stale"
        git.commit_all("broken")


async def test_a_file_that_was_deleted_in_git_and_comes_back_broken_has_no_version(
    site: Site,
) -> None:
    git = Git(site.root)
    site.save(good("One"))
    git.commit_all("one")
    (site.root / "a.md").unlink()
    git.commit_all("gone")
    site.save(BROKEN)
    repository = await site.start()
    assert title_of(repository) is None
    assert notes(repository) == ["a.md"]


async def test_a_renamed_invalid_file_is_a_new_one(site: Site) -> None:
    site.save(good("One"))
    repository = await site.start()
    site.save(BROKEN)
    await repository.refresh()
    (site.root / "a.md").rename(site.root / "b.md")
    await repository.refresh()
    revision = repository.library.revision
    assert title_of(repository) is title_of(repository, "b.md") is None
    await stopped(repository)
    again = await site.start()
    assert again.library.revision == revision
    assert notes(again) == ["b.md"]


@pytest.mark.parametrize("what", ["nothing", "snapshot", "damaged", "all"])
async def test_what_is_lost_of_the_state_is_lost_alone(site: Site, what: str) -> None:
    site.save(good("One"))
    repository = await site.start()
    await body_of(repository)
    site.save(BROKEN)
    await repository.refresh()
    await stopped(repository)
    if what == "all":
        shutil.rmtree(site.state)
    elif what == "snapshot":
        site.snapshots.path.unlink()
    elif what == "damaged":
        site.snapshots.path.write_bytes(b"damaged")
    again = await site.start()
    assert title_of(again) == (None if what == "all" else "One, stale")
    assert notes(again) == (["a.md"] if what == "all" else [])


async def test_a_damaged_version_is_as_one_that_is_not_there(site: Site) -> None:
    site.save(good("One"))
    repository = await site.start()
    await body_of(repository)
    site.save(BROKEN)
    await repository.refresh()
    await killed(repository)
    (version,) = (site.state / f"{site.snapshots.root_name}.versions").iterdir()
    whole = version.read_bytes()
    for damaged in (b"", whole[:-1], whole + b"x", whole[:60] + b"\0" + whole[61:]):
        version.write_bytes(damaged)
        again = await site.leader()
        assert title_of(again) == "One, stale"  # which the snapshot has, though not its texts
        with pytest.raises(TextUnavailable):
            await body_of(again)
    version.write_bytes(whole)
    assert await body_of(await site.leader()) == "The body of One."


async def test_a_state_directory_that_is_removed_meanwhile_is_filled_again(site: Site) -> None:
    site.save(good("One"))
    repository = await site.start()
    await body_of(repository)
    site.save(BROKEN)
    await repository.refresh()
    shutil.rmtree(site.state)
    await repository.refresh()
    second = await site.leader()
    assert second.library.revision == repository.library.revision
    assert await body_of(second) == "The body of One."
    await stopped(repository)
    assert title_of(await site.start()) == "One, stale"


async def test_services_of_two_roots_keep_their_versions_apart(tmp_path: Path) -> None:
    sites = [Site(tmp_path / name) for name in ("one", "two")]
    for number, site in enumerate(sites):
        site.state = tmp_path / "state"
        site.save(good(f"Of {number}"))
        repository = await site.start()
        await body_of(repository)
        site.save(BROKEN)
        await repository.refresh()
        await stopped(repository)
    for number, site in enumerate(sites):
        repository = await site.start()
        assert title_of(repository) == f"Of {number}, stale"
        assert await body_of(repository) == f"The body of Of {number}."


async def test_a_last_good_version_yields_to_a_valid_file_before_and_after_a_restart(
    site: Site,
) -> None:
    text = article({"title": "One", "url": "/same"})
    site.save(text)
    repository = await site.start()
    site.save(BROKEN)
    await repository.refresh()
    site.save(article({"title": "Other", "url": "/same"}), "b.md")
    await repository.refresh()
    for _ in range(2):
        found = repository.library.article_by_url("/same")
        assert found is not None
        assert found.title == "Other"
        await stopped(repository)
        repository = await site.start()
    (site.root / "b.md").unlink()
    await repository.refresh()
    assert title_of(repository) == "One, stale"


async def test_a_link_in_the_place_of_a_file_has_no_last_good_version(site: Site) -> None:
    site.save(good("One"))
    repository = await site.start()
    (site.root / "a.md").unlink()
    (site.root / "a.md").symlink_to(site.root / "nowhere.md")
    await repository.refresh()
    await stopped(repository)
    again = await site.start()
    assert title_of(again) is None
    assert notes(again) == []


async def test_the_search_index_has_the_texts_of_a_last_good_version_after_a_restart(
    site: Site,
) -> None:
    site.save(article({"title": "One"}, "About zebras."))
    repository = await site.start()
    await body_of(repository)
    site.save(BROKEN)
    await repository.refresh()
    await stopped(repository)
    again = await FileRepository.open(site.root, snapshots=site.snapshots, index=SearchIndex(None))
    await again.bring_index()
    assert again.index is not None
    assert [hit.path for hit in again.index.search("zebras").hits] == ["a.md"]
    await again.close()


async def in_a_directory_that_may_not_be_written_to(folder: Path) -> None:
    site = Site(folder)
    site.save(good("One"))
    site.state.mkdir(mode=0o500)
    repository = await site.leader()
    site.save(BROKEN)
    for _ in range(2):
        await repository.refresh()
        assert title_of(repository) == "One, stale"
    assert list(site.state.iterdir()) == []
    await repository.close()


async def test_a_state_directory_that_may_not_be_written_to_keeps_nothing(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.save(good("One"))
    repository = await site.start()  # By then all is imported that a child may not read.
    site.save(BROKEN)
    await repository.refresh()
    await repository.close()
    await asyncio.to_thread(as_nobody, in_a_directory_that_may_not_be_written_to)


async def test_a_state_directory_that_is_a_file_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = Site(tmp_path)
    site.state.write_text("no folder")
    site.save(good("One"))
    repository = await site.leader()
    for text in (BROKEN, good("Two"), BROKEN):
        site.save(text)
        await repository.refresh()
    assert title_of(repository) == "Two, stale"
    assert caplog.text.count("of an invalid file could not be saved") == 1


async def test_an_older_mtime_of_a_touched_invalid_file_changes_nothing(site: Site) -> None:
    site.save(good("One"))
    repository = await site.start()
    site.save(BROKEN)
    await repository.refresh()
    await stopped(repository)
    revision = repository.library.revision
    os.utime(site.root / "a.md", (1_700_000_000, 1_700_000_000))
    again = await site.start()
    assert again.library.revision == revision
    found = again.library.article_at("a.md")
    assert found is not None
    assert found.source.mtime_ns != 1_700_000_000_000_000_000
