import os
import shutil
from pathlib import Path

import pytest

from gql_content.errors import ContentMoved, TextUnavailable
from gql_content.model import Texts
from gql_content.sources import FileRepository, Selection, Snapshots, load_folder, pin
from gql_content.sources.folder_diff import Comparison, identity_of
from gql_content.sources.text_cache import RememberedTexts, size_of
from tests.folder import article, write
from tests.loading.ageing import aged, wait_for_a_tick
from tests.loading.shortage import no_file_can_be_opened
from tests.repository.harness import texts_of

BROKEN = "---\ntitle: [\n---\n"
OLD_NS = 1_700_000_000_000_000_000


async def opened(root: Path, text_bytes: int = 1 << 20) -> FileRepository:
    return await FileRepository.open(root, text_bytes=text_bytes)


def names_in(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def age(root: Path) -> None:
    """Makes all files look as if they had been there for long."""
    for file in root.rglob("*.md"):
        os.utime(file, ns=(OLD_NS, OLD_NS))
    wait_for_a_tick()


async def test_a_text_of_a_file_that_has_changed_since_is_never_served(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "one"})
    repository = await opened(tmp_path)
    pinned = repository.library.articles["a.md"]
    write(tmp_path, {"a.md": "two"})
    with pytest.raises(ContentMoved) as error:
        await repository.texts(pinned)
    assert error.value.path == "a.md"
    await repository.refresh([error.value.path])
    assert await texts_of(repository, "a.md") == (None, "two")
    with pytest.raises(ContentMoved):
        await repository.texts(pinned)


async def test_a_text_of_a_file_that_is_gone_has_moved(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "one"})
    repository = await opened(tmp_path)
    (tmp_path / "a.md").unlink()
    with pytest.raises(ContentMoved):
        await texts_of(repository, "a.md")


async def test_a_text_that_a_pinned_reader_has_read_outlives_the_change(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "one"})
    repository = await opened(tmp_path)
    content = pin(repository)
    pinned = repository.library.articles["a.md"]
    await content.texts(pinned)
    write(tmp_path, {"a.md": "two"})
    await repository.refresh()
    assert (await content.texts(pinned)).body == "one"
    assert await texts_of(repository, "a.md") == (None, "two")


async def test_a_last_good_version_has_no_text_once_it_is_forgotten(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "one"})
    repository = await opened(tmp_path, text_bytes=0)
    write(tmp_path, {"a.md": BROKEN})
    with pytest.raises(ContentMoved):
        await texts_of(repository, "a.md")
    await repository.refresh()
    with pytest.raises(TextUnavailable, match=r"a\.md"):
        await texts_of(repository, "a.md")
    write(tmp_path, {"a.md": "one"})
    assert await texts_of(repository, "a.md") == (None, "one")


async def test_a_file_that_becomes_too_large_keeps_its_article(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "one"})
    repository = await opened(tmp_path)
    os.truncate(tmp_path / "a.md", 1 << 40)  # A hole, which takes no room; reading it all would.
    with pytest.raises(ContentMoved):
        await texts_of(repository, "a.md")
    await repository.refresh(["a.md"])
    assert set(repository.library.articles) == {"a.md"}
    assert [problem.code for problem in repository.library.problems] == ["OVERSIZE"]
    with pytest.raises(TextUnavailable):
        await texts_of(repository, "a.md")


@pytest.mark.parametrize("hints", [None, ["a.md"]])
async def test_a_file_replaced_by_a_folder_drops_out_and_comes_back(
    hints: list[str] | None, tmp_path: Path
) -> None:
    write(tmp_path, {"a.md": "one", "b.md": "b"})
    repository = await opened(tmp_path)
    (tmp_path / "a.md").unlink()
    write(tmp_path, {"a.md/inner.md": "inner"})
    await repository.refresh(hints)
    assert set(repository.library.entries) == {"a.md/inner.md", "b.md"}
    shutil.rmtree(tmp_path / "a.md")
    write(tmp_path, {"a.md": "two"})
    await repository.refresh(hints)
    assert set(repository.library.entries) == {"a.md", "b.md"}


@pytest.mark.parametrize("hints", [None, ["a.md"]])
async def test_a_file_replaced_by_a_pipe_drops_out(hints: list[str] | None, tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "one", "b.md": "b"})
    repository = await opened(tmp_path)
    (tmp_path / "a.md").unlink()
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(ContentMoved):
        await texts_of(repository, "a.md")
    await repository.refresh(hints)
    assert set(repository.library.articles) == {"b.md"}
    assert told(repository) == {"a.md": "NOT_A_FILE"}


@pytest.mark.parametrize("hints", [None, ["a.md", "sub"], ["a.md", "sub/c.md"]])
async def test_what_is_replaced_by_a_link_out_of_the_root_drops_out(
    hints: list[str] | None, tmp_path: Path
) -> None:
    write(tmp_path, {"outside/a.md": "one", "outside/c.md": "one"})
    root = write(tmp_path / "root", {"a.md": "one", "b.md": "b", "sub/c.md": "one"})
    repository = await opened(root)
    pinned = repository.library.articles
    (root / "a.md").unlink()
    (root / "a.md").symlink_to("../outside/a.md")
    shutil.rmtree(root / "sub")
    (root / "sub").symlink_to("../outside")
    for path in ("a.md", "sub/c.md"):
        with pytest.raises(ContentMoved):
            await repository.texts(pinned[path])
    await repository.refresh(hints)
    assert set(repository.library.articles) == {"b.md"}
    await repository.refresh()  # a hint below a link says nothing of the link
    assert set(repository.library.articles) == {"b.md"}
    assert told(repository) == {"a.md": "LINK_OUTSIDE", "sub": "LINK_OUTSIDE"}


def told(repository: FileRepository) -> dict[str, str]:
    return {one.path: one.code for one in repository.library.problems}


@pytest.mark.parametrize(
    ("link", "target", "hint"),
    [
        ("sub/loop", "..", "sub/loop"),
        ("sub/self", ".", "sub/self"),
        ("sub/self", ".", "sub/self/c.md"),
    ],
)
async def test_a_hint_finds_nothing_that_a_sweep_would_not(
    link: str, target: str, hint: str, tmp_path: Path
) -> None:
    write(tmp_path, {"a.md": "a", "sub/c.md": "c"})
    repository = await opened(tmp_path)
    before = repository.library
    (tmp_path / link).symlink_to(target)
    assert await repository.refresh([hint]) is before
    assert await repository.refresh() is before


async def test_a_hint_at_a_file_that_no_scan_takes_is_dismissed(tmp_path: Path) -> None:
    root = write(tmp_path / "root", {"a.md": "a"})
    repository = await opened(root)
    write(tmp_path, {"x.md": "", "root/.git/x.md": "", "root/x.txt": ""})
    before = repository.library
    hints = ["../x.md", ".git/x.md", ".git", "x.txt", str(tmp_path / "x.md"), "x" * 300]
    assert await repository.refresh(hints) is before


async def test_a_link_inside_the_root_is_an_article_with_texts(tmp_path: Path) -> None:
    write(tmp_path, {"..2025/a.md": "one", "..2026/a.md": "two"})
    (tmp_path / "..data").symlink_to("..2025")
    (tmp_path / "a.md").symlink_to("..data/a.md")
    repository = await opened(tmp_path)
    assert await texts_of(repository, "a.md") == (None, "one")
    (tmp_path / "..tmp").symlink_to("..2026")
    (tmp_path / "..tmp").replace(tmp_path / "..data")
    await repository.refresh([""])
    assert await texts_of(repository, "a.md") == (None, "two")


async def test_a_root_that_cannot_be_listed_changes_nothing(tmp_path: Path) -> None:
    root = write(tmp_path / "root", {"a.md": "a"})
    repository = await opened(root)
    before = repository.library
    write(root, {"b.md": "b"})
    with no_file_can_be_opened(), pytest.raises(OSError, match="open files"):
        await repository.refresh()
    assert repository.library is before
    await repository.refresh()
    assert set(repository.library.articles) == {"a.md", "b.md"}


def test_texts_are_remembered_within_a_bound_the_last_used_longest() -> None:
    text = Texts(answer="x" * 1000, body=None, front_matter=b"{}")
    remembered = RememberedTexts(size_of(text) * 3)
    for key in (b"1", b"2", b"3"):
        remembered.keep(key, text)
    assert remembered.get(b"1") is text
    remembered.keep(b"4", text)
    assert set(remembered) == {b"1", b"3", b"4"}
    remembered.keep(b"5", Texts(answer="x" * 4000, body=None, front_matter=b"{}"))
    assert set(remembered) == {b"1", b"3", b"4"}
    assert remembered.currsize <= remembered.maxsize


async def test_a_repository_remembers_no_more_bytes_than_it_may(tmp_path: Path) -> None:
    write(tmp_path, {f"{number}.md": f"{number}" + "x" * 10_000 for number in range(10)})
    repository = await opened(tmp_path, text_bytes=100_000)
    articles = [repository.library.articles[f"{number}.md"] for number in range(10)]
    for one in articles:
        await repository.texts(one)
    shutil.rmtree(tmp_path)
    remembered = 0
    for one in articles:
        try:
            remembered += len((await repository.texts(one)).body or "")
        except ContentMoved:
            continue
    assert 10_000 <= remembered * 4 <= 100_000


def snapshots(folder: Path) -> Snapshots:
    return Snapshots(folder / "state", folder / "content", Selection())


async def test_what_was_saved_makes_the_next_opening_warm(tmp_path: Path) -> None:
    root = write(tmp_path / "content", {"a.md": "one", "b/c.md": {"title": "C"}})
    age(root)
    first = await FileRepository.open(root, snapshots=snapshots(tmp_path))
    await first.save()
    warm = load_folder(root, Selection(), snapshots(tmp_path))
    assert (warm.parsed, warm.reused) == (0, 2)
    second = await FileRepository.open(root, snapshots=snapshots(tmp_path))
    assert second.library.revision == first.library.revision
    assert await texts_of(second, "a.md") == (None, "one")


async def test_what_changed_since_is_saved_too(tmp_path: Path) -> None:
    root = write(tmp_path / "content", {"a.md": "one", "b.md": "b", "c.md": "c"})
    age(root)
    repository = await FileRepository.open(root, snapshots=snapshots(tmp_path))
    await repository.save()
    (root / "b.md").unlink()
    write(root, {"a.md": "two", "c.md": BROKEN})
    age(root)
    await repository.refresh(["a.md", "b.md", "c.md"])
    await repository.save()
    warm = load_folder(root, Selection(), snapshots(tmp_path))
    assert (warm.parsed, warm.reused) == (0, 2)
    assert warm.library.revision == repository.library.revision
    assert warm.library.entries["c.md"].is_stale


async def test_a_stamp_that_settled_after_loading_is_news_to_save(tmp_path: Path) -> None:
    root = write(tmp_path / "content", {"a.md": "one"})
    repository = await FileRepository.open(root, snapshots=snapshots(tmp_path))
    await repository.save()
    assert load_folder(root, Selection(), snapshots(tmp_path)).has_news
    age(root)
    before = repository.library
    assert await repository.refresh() is before
    await repository.save()
    assert not load_folder(root, Selection(), snapshots(tmp_path)).has_news


async def test_nothing_is_written_where_there_is_no_news(tmp_path: Path) -> None:
    root = write(tmp_path / "content", {"a.md": "one"})
    age(root)
    await (await FileRepository.open(root, snapshots=snapshots(tmp_path))).save()
    again = await FileRepository.open(root, snapshots=snapshots(tmp_path))
    written = snapshots(tmp_path).path.stat()
    await again.refresh()
    await again.save()
    assert os.path.samestat(snapshots(tmp_path).path.stat(), written)
    shutil.rmtree(tmp_path / "state")
    await again.save()
    assert (await FileRepository.open(root, snapshots=snapshots(tmp_path))).library.articles
    assert snapshots(tmp_path).path.exists()


async def test_news_that_could_not_be_saved_are_news_still(tmp_path: Path) -> None:
    root = write(tmp_path / "content", {"a.md": "one"})
    (tmp_path / "state").write_text("in the way")
    repository = await FileRepository.open(root, snapshots=snapshots(tmp_path))
    with pytest.raises(OSError, match="state"):
        await repository.save()
    (tmp_path / "state").unlink()
    await repository.save()
    assert snapshots(tmp_path).path.exists()


async def test_a_repository_without_a_place_for_snapshots_saves_nothing(tmp_path: Path) -> None:
    root = write(tmp_path / "content", {"a.md": "one"})
    await (await opened(root)).save()
    assert names_in(tmp_path) == {root.name}


async def test_a_sweep_finds_a_rewrite_of_the_same_size_with_the_old_mtime(tmp_path: Path) -> None:
    root = aged(write(tmp_path, {f"{number}.md": {"title": "One"} for number in range(30)}))
    repository = await FileRepository.open(root)
    before = {file: file.stat() for file in root.glob("*.md")}
    for file, status in before.items():
        file.write_text(article({"title": "Two"}))
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    library = await repository.refresh()
    assert {one.title for one in library.articles.values()} == {"Two"}


def test_what_has_another_mode_is_read_and_not_parsed(tmp_path: Path) -> None:
    root = aged(write(tmp_path, {f"{number}.md": {"title": "One"} for number in range(30)}))
    before = load_folder(root, Selection())
    comparison = Comparison(
        root, Selection(), before.library, before.stamps, identity_of(root), former={}
    )
    for file in root.glob("*.md"):
        file.chmod(0o600)
    wait_for_a_tick()
    differing = comparison.differing(None)
    assert differing.paths == frozenset()
    assert differing.same.keys() == before.stamps.keys()
    assert differing.same == load_folder(root, Selection()).stamps
