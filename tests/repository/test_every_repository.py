"""The contract of `Repository`, held against each of them."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.errors import TextUnavailable
from gql_content.library import Library, diff
from gql_content.sources import Repository
from tests.articles import outdated
from tests.loading.unhurried import UNHURRIED
from tests.repository.harness import FolderFiles, Harness, MemoryFiles, next_of, texts_of

BROKEN = "---\ntitle: [\n---\n\nBroken.\n"
GOOD = {"title": "One", "answer": "An answer."}

HARNESSES: dict[str, Callable[[Path], Harness]] = {
    "files": lambda folder: FolderFiles(folder / "content"),
    "memory": lambda _: MemoryFiles(),
}


@pytest.fixture(params=HARNESSES)
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Harness:
    return HARNESSES[request.param](tmp_path)


def titles(library: Library) -> dict[str, str]:
    return {path: article.title for path, article in library.articles.items()}


async def everyone_waits() -> None:
    """Returns when each task has come as far as it can without news."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_articles_are_there_from_the_start(files: Harness) -> None:
    repository = await files.open({"b/c.md": {"title": "C"}, "a.md": {"title": "A"}})
    assert titles(repository.library) == {"a.md": "A", "b/c.md": "C"}
    assert list(repository.library.entries) == ["a.md", "b/c.md"]


async def test_texts_are_read_on_demand_as_often_as_asked(files: Harness) -> None:
    repository = await files.open({"a.md": GOOD, "b.md": "Only a body."})
    for _ in range(2):
        assert await texts_of(repository, "a.md") == ("An answer.", None)
        assert await texts_of(repository, "b.md") == (None, "Only a body.")
    texts = await repository.texts(repository.library.articles["a.md"])
    assert texts.front_matter == b'{"title":"One","answer":"An answer."}'


@pytest.mark.parametrize("hints", [None, [""], ["a.md"], {"a.md", "gone.md"}, ["a.md", ""]])
async def test_a_changed_file_is_found(hints: Any, files: Harness) -> None:
    repository = await files.open({"a.md": GOOD, "b.md": GOOD})
    before = repository.library
    files.write({"a.md": {"title": "Two", "answer": "Another."}})
    after = await repository.refresh(hints)
    assert after is repository.library is not before
    assert titles(after) == {"a.md": "Two", "b.md": "One"}
    assert after.revision != before.revision
    assert await texts_of(repository, "a.md") == ("Another.", None)


async def test_a_change_of_the_same_length_is_found(files: Harness) -> None:
    repository = await files.open({"a.md": "one"})
    for body in ("two", "six", "ten"):
        files.write({"a.md": body})
        await repository.refresh(["a.md"])
        assert await texts_of(repository, "a.md") == (None, body)


@pytest.mark.parametrize("hints", [None, ["new"], ["new/deep"], ["new/deep/a.md"], ["new", "x"]])
async def test_a_new_file_in_a_new_folder_is_found(hints: Any, files: Harness) -> None:
    repository = await files.open({"b.md": {"title": "B"}})
    files.write({"new/deep/a.md": {"title": "A"}})
    await repository.refresh(hints)
    assert titles(repository.library) == {"b.md": "B", "new/deep/a.md": "A"}


@pytest.mark.parametrize("hints", [None, ["sub"], ["sub/a.md"], ["sub/deep", "sub/a.md"]])
async def test_a_removed_file_is_missed(hints: Any, files: Harness) -> None:
    repository = await files.open({"sub/a.md": GOOD, "sub-b.md": GOOD, "sub/deep/c.md": GOOD})
    files.remove("sub/a.md")
    await repository.refresh(hints)
    assert set(repository.library.articles) == {"sub-b.md", "sub/deep/c.md"}


async def test_a_removed_folder_takes_its_files_and_no_others_with_it(files: Harness) -> None:
    repository = await files.open({"sub/a.md": GOOD, "sub/x/b.md": GOOD, "sub-c.md": GOOD})
    files.remove("sub")
    await repository.refresh(["sub"])
    assert set(repository.library.entries) == {"sub-c.md"}


@pytest.mark.parametrize("hints", [None, ["old", "new"], ["old/a.md", "new/a.md", "old/x/b.md"]])
async def test_a_renamed_folder_is_followed(hints: Any, files: Harness) -> None:
    repository = await files.open({"old/a.md": GOOD, "old/x/b.md": GOOD, "c.md": GOOD})
    files.rename("old", "new")
    await repository.refresh(hints)
    await repository.refresh(["new/x"])
    assert set(repository.library.entries) == {"new/a.md", "new/x/b.md", "c.md"}


async def test_only_what_the_hints_name_is_looked_at(files: Harness) -> None:
    repository = await files.open({"a.md": GOOD, "b.md": GOOD, "sub/c.md": GOOD})
    files.write({path: {"title": "Two"} for path in ("a.md", "b.md", "sub/c.md")})
    await repository.refresh(["b.md"])
    assert titles(repository.library) == {"a.md": "One", "b.md": "Two", "sub/c.md": "One"}
    await repository.refresh([])
    assert titles(repository.library) == {"a.md": "One", "b.md": "Two", "sub/c.md": "One"}


@pytest.mark.parametrize("hints", [None, ["a.md"], ["sub"], ["gone"], [], ["", "a.md"]])
async def test_where_nothing_changed_the_library_stays_the_same_object(
    hints: Any, files: Harness
) -> None:
    repository = await files.open({"a.md": GOOD, "sub/b.md": GOOD, "broken.md": BROKEN})
    before, loaded_at = repository.library, repository.loaded_at
    assert await repository.refresh(hints) is repository.library is before
    assert repository.loaded_at == loaded_at


@pytest.mark.parametrize("hints", [None, ["a.md"]])
async def test_a_file_that_is_written_again_with_the_same_bytes_is_no_news(
    hints: Any, files: Harness
) -> None:
    repository = await files.open({"a.md": GOOD})
    before = repository.library
    files.remove("a.md")
    files.write({"a.md": GOOD})
    assert await repository.refresh(hints) is repository.library is before


async def test_a_published_library_is_dated_later_than_the_one_before(files: Harness) -> None:
    repository = await files.open({"a.md": GOOD})
    loaded_at = repository.loaded_at
    files.write({"b.md": GOOD})
    await repository.refresh()
    assert repository.loaded_at > loaded_at


async def test_a_file_that_becomes_invalid_keeps_its_article_and_adds_a_problem(
    files: Harness,
) -> None:
    repository = await files.open({"a.md": GOOD})
    before = repository.library
    files.write({"a.md": BROKEN})
    after = await repository.refresh()
    assert after.articles == {"a.md": outdated(before.articles["a.md"])}
    assert [problem.path for problem in after.problems] == ["a.md"]
    assert after.entries["a.md"].is_stale
    assert after.revision != before.revision
    assert not diff(before, after)


async def test_its_text_is_the_last_good_one_or_unavailable(files: Harness) -> None:
    repository = await files.open({"a.md": GOOD})
    files.write({"a.md": BROKEN})
    await repository.refresh()
    found: object = None
    try:
        found = await texts_of(repository, "a.md")
    except TextUnavailable as error:
        found = error.path
    assert found in (("An answer.", None), "a.md")


async def test_a_text_that_was_read_before_outlives_its_file_becoming_invalid(
    files: Harness,
) -> None:
    repository = await files.open({"a.md": GOOD})
    await texts_of(repository, "a.md")
    files.write({"a.md": BROKEN})
    await repository.refresh()
    assert await texts_of(repository, "a.md") == ("An answer.", None)


async def test_a_file_broken_in_another_way_tells_the_new_problem(files: Harness) -> None:
    repository = await files.open({"a.md": GOOD})
    files.write({"a.md": BROKEN})
    await repository.refresh()
    files.write({"a.md": "\0"})
    await repository.refresh()
    assert [problem.code for problem in repository.library.problems] == ["NUL_BYTE"]
    assert titles(repository.library) == {"a.md": "One"}


async def test_removing_the_broken_file_drops_its_article_and_its_problem(files: Harness) -> None:
    repository = await files.open({"a.md": GOOD})
    files.write({"a.md": BROKEN})
    await repository.refresh()
    files.remove("a.md")
    await repository.refresh(["a.md"])
    assert not repository.library.articles
    assert not repository.library.problems
    files.write({"a.md": BROKEN})
    await repository.refresh()
    assert not repository.library.articles


async def test_mending_the_file_clears_the_problem(files: Harness) -> None:
    repository = await files.open({"a.md": GOOD})
    before = repository.library
    files.write({"a.md": BROKEN})
    await repository.refresh()
    files.write({"a.md": GOOD})
    after = await repository.refresh(["a.md"])
    assert not after.problems
    assert after.revision == before.revision
    assert await texts_of(repository, "a.md") == ("An answer.", None)


async def test_a_file_that_was_never_valid_is_a_problem_and_becomes_an_article_when_mended(
    files: Harness,
) -> None:
    repository = await files.open({"a.md": BROKEN})
    assert not repository.library.articles
    assert [problem.path for problem in repository.library.problems] == ["a.md"]
    files.write({"a.md": GOOD})
    await repository.refresh()
    assert titles(repository.library) == {"a.md": "One"}


async def test_a_stream_begins_with_the_library_as_it_is(files: Harness) -> None:
    repository = await files.open({"a.md": GOOD})
    assert await next_of(repository.libraries()) is repository.library
    files.write({"b.md": GOOD})
    await repository.refresh()
    assert await next_of(repository.libraries()) is repository.library


async def test_a_stream_gives_each_next_library_and_nothing_where_nothing_changed(
    files: Harness,
) -> None:
    repository = await files.open({"a.md": GOOD})
    libraries = repository.libraries()
    await next_of(libraries)
    for number in range(3):
        waiting = asyncio.create_task(next_of(libraries))
        await repository.refresh()
        await everyone_waits()
        assert not waiting.done()
        files.write({f"{number}.md": GOOD})
        await repository.refresh()
        assert await waiting is repository.library


async def test_all_readers_of_a_stream_see_a_library(files: Harness) -> None:
    repository = await files.open({"a.md": GOOD})
    readers = [repository.libraries() for _ in range(20)]
    for reader in readers:
        await next_of(reader)
    waiting = [asyncio.create_task(next_of(reader)) for reader in readers]
    await everyone_waits()
    waiting[0].cancel()
    files.write({"b.md": GOOD})
    await repository.refresh()
    assert await asyncio.gather(*waiting[1:]) == [repository.library] * 19


async def test_a_slow_reader_skips_to_the_newest(files: Harness) -> None:
    repository = await files.open({"a.md": GOOD})
    libraries = repository.libraries()
    seen = await next_of(libraries)
    for number in range(5):
        files.write({f"{number}.md": GOOD})
        await repository.refresh()
    newest = await next_of(libraries)
    assert newest is repository.library
    assert [article.path for article in diff(seen, newest).added] == [
        f"{number}.md" for number in range(5)
    ]
    waiting = asyncio.create_task(next_of(libraries))
    await repository.refresh()
    await everyone_waits()
    assert not waiting.done()
    files.remove("a.md")
    await repository.refresh()
    assert await waiting is repository.library


async def test_many_refreshes_at_once_lose_nothing(files: Harness) -> None:
    repository = await files.open({})
    for number in range(30):
        files.write({f"{number}.md": GOOD})
    hints = ([f"{number}.md"] for number in range(30))
    await asyncio.gather(*(repository.refresh(paths) for paths in hints))
    assert len(repository.library.articles) == 30


PATHS = st.sampled_from(["a.md", "b.md", "x/a.md", "x/y/b.md", "x-y.md"])
BODIES = st.sampled_from(["one", "two", BROKEN, "---\nurl: /same\n---\n", "---\ntitle: T\n---\n"])
HINTS = st.none() | st.lists(PATHS | st.sampled_from(["x", "x/y", "gone"]), max_size=3)
STEPS = st.lists(
    st.tuples(PATHS, BODIES) | st.tuples(PATHS, st.none()) | st.tuples(st.none(), HINTS),
    max_size=12,
)


def known(repository: Repository) -> tuple[object, ...]:
    library = repository.library
    return (library.revision, titles(library), library.problems, library.subjects)


@UNHURRIED
@given(STEPS)
def test_equal_files_give_equal_revisions_and_problems_whatever_happened_before(
    steps: list[tuple[str | None, Any]],
) -> None:
    """Each step writes a file, removes one, or refreshes both repositories by the same hints."""

    async def run(folder: Path) -> None:
        harnesses = (FolderFiles(folder / "content"), MemoryFiles())
        repositories = [await files.open({}) for files in harnesses]
        existing: set[str] = set()
        for path, value in [*steps, (None, None)]:
            if path is None:
                for repository in repositories:
                    await repository.refresh(value)
                assert known(repositories[0]) == known(repositories[1])
                continue
            for files in harnesses:
                if value is not None:
                    files.write({path: value})
                elif path in existing:
                    files.remove(path)
            existing = existing - {path} if value is None else existing | {path}

    with TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder)))
