"""How readers learn what has changed, of any repository."""

import asyncio
import gc
import weakref
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gql_content.model import Article
from gql_content.query import EVERYTHING, ArticleFilter, StringFilter
from gql_content.sources import Change, Changes, Repository, pin
from gql_content.sources import revision_history as history_of
from tests.repository.harness import Harness
from tests.repository.test_every_repository import HARNESSES

BROKEN = "---\ntitle: [\n---\n"


@pytest.fixture(params=HARNESSES)
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Harness:
    return HARNESSES[request.param](tmp_path)


@pytest.fixture
async def repository(files: Harness) -> Repository:
    return await files.open({"a.md": {"title": "A"}, "b.md": {"title": "B"}})


def changes(
    repository: Repository, since: str | None = None, condition: ArticleFilter = EVERYTHING
) -> Changes:
    return pin(repository).changes(condition, since)


async def told(reader: Changes) -> Change:
    async with asyncio.timeout(10):
        return await anext(aiter(reader))


async def nothing_comes(reader: AsyncIterator[Change] | Changes) -> bool:
    """Whether a reader waits, having come as far as it can without news."""
    waiting = asyncio.ensure_future(anext(aiter(reader)))
    for _ in range(20):
        await asyncio.sleep(0)
    is_waiting = not waiting.done()
    waiting.cancel()
    await asyncio.wait([waiting])
    return is_waiting


def lists(change: Change) -> tuple[list[str], list[str], list[str]]:
    def paths(articles: tuple[Article, ...]) -> list[str]:
        return [one.path for one in articles]

    return paths(change.diff.added), paths(change.diff.modified), paths(change.diff.removed)


async def test_the_first_change_comes_at_once_and_tells_where_the_content_stands(
    repository: Repository,
) -> None:
    change = await told(changes(repository))
    assert change.content.revision == repository.library.revision
    assert (change.since, change.is_complete, len(change.diff)) == (None, True, 0)


async def test_a_change_leads_from_the_one_before(files: Harness, repository: Repository) -> None:
    reader = changes(repository)
    first = await told(reader)
    files.write({"a.md": {"title": "A2"}, "c.md": {"title": "C"}})
    files.remove("b.md")
    await repository.refresh()
    second = await told(reader)
    assert second.since == first.content.revision
    assert second.content.revision == repository.library.revision
    assert lists(second) == (["c.md"], ["a.md"], ["b.md"])
    assert [one.title for one in second.diff.former] == ["A"]


async def test_a_slow_reader_is_told_of_all_that_lies_between_as_one_change(
    files: Harness, repository: Repository
) -> None:
    reader = changes(repository)
    await told(reader)
    for title in ("A2", "A3", "A4"):
        files.write({"a.md": {"title": title}, f"{title}.md": {"title": title}})
        await repository.refresh()
    files.remove("A2.md")
    await repository.refresh()
    change = await told(reader)
    assert lists(change) == (["A3.md", "A4.md"], ["a.md"], [])
    assert change.diff.former[0].title == "A"
    assert change.diff.modified[0].title == "A4"


async def test_what_was_undone_meanwhile_is_no_change(
    files: Harness, repository: Repository
) -> None:
    reader = changes(repository)
    await told(reader)
    for title in ("A2", "A"):
        files.write({"a.md": {"title": title}})
        await repository.refresh()
    assert await nothing_comes(reader)


async def test_who_was_away_is_told_what_has_changed_since(
    files: Harness, repository: Repository
) -> None:
    known = repository.library.revision
    for title in ("A2", "A3"):
        files.write({"a.md": {"title": title}})
        await repository.refresh()
    change = await told(changes(repository, known))
    assert (change.since, change.is_complete) == (known, True)
    assert lists(change) == ([], ["a.md"], [])


async def test_who_missed_nothing_is_told_so_at_once(repository: Repository) -> None:
    known = repository.library.revision
    change = await told(changes(repository, known))
    assert (change.since, change.is_complete, len(change.diff)) == (known, True, 0)


@pytest.mark.parametrize("known", ["0" * 40, "", "no revision"])
async def test_of_a_revision_that_nobody_remembers_nothing_is_claimed(
    known: str, files: Harness, repository: Repository
) -> None:
    reader = changes(repository, known)
    change = await told(reader)
    assert (change.since, change.is_complete, len(change.diff)) == (known, False, 0)
    files.write({"a.md": {"title": "A2"}})
    await repository.refresh()
    following = await told(reader)
    assert following.is_complete
    assert lists(following) == ([], ["a.md"], [])


async def test_a_revision_that_came_back_is_remembered_as_it_was_last(
    files: Harness, repository: Repository
) -> None:
    seen: list[str] = []
    for title in ("A2", "A", "A3"):
        seen.append(repository.library.revision)
        files.write({"a.md": {"title": title}, f"{title}.md": {"title": "kept"}})
        await repository.refresh()
        files.remove(f"{title}.md")
        await repository.refresh()
    assert seen[0] == seen[2] != seen[1]
    for known, former in zip(seen, ("A", "A2", "A"), strict=True):
        change = await told(changes(repository, known))
        assert lists(change) == ([], ["a.md"], [])
        assert change.diff.former[0].title == former


async def test_memory_is_bounded_and_what_it_lost_is_said_to_be_unknown(
    files: Harness, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_of, "MOST_REMEMBERED", 3 * (history_of.DIFFERENCE + 1))
    seen: list[str] = []
    for number in range(5):
        seen.append(repository.library.revision)
        files.write({"a.md": {"title": f"A{number}"}})
        await repository.refresh()
    known = [(await told(changes(repository, one))).is_complete for one in seen]
    assert known == [False, False, True, True, True]


async def test_a_filter_is_told_of_its_own_articles_only(
    files: Harness, repository: Repository
) -> None:
    reader = changes(repository, condition=ArticleFilter(title=StringFilter(eq="A")))
    await told(reader)
    files.write({"b.md": {"title": "B2"}})
    await repository.refresh()
    assert await nothing_comes(reader)


async def test_a_change_for_a_filter_leads_from_the_last_that_was_told(
    files: Harness, repository: Repository
) -> None:
    reader = changes(repository, condition=ArticleFilter(title=StringFilter(eq="A")))
    first = await told(reader)
    waiting = asyncio.ensure_future(told(reader))
    files.write({"b.md": {"title": "B2"}})
    await repository.refresh()
    files.write({"a.md": {"title": "No longer"}, "c.md": {"title": "A"}})
    await repository.refresh()
    change = await waiting
    assert change.since == first.content.revision
    assert lists(change) == (["c.md"], [], ["a.md"])


async def test_a_problem_alone_is_no_change(files: Harness, repository: Repository) -> None:
    reader = changes(repository)
    first = await told(reader)
    files.write({"a.md": BROKEN})
    await repository.refresh()
    assert repository.library.problems
    assert await nothing_comes(reader)
    assert first.content.revision != repository.library.revision


async def test_a_change_that_did_not_arrive_is_told_again_with_what_came_after(
    files: Harness, repository: Repository
) -> None:
    reader = changes(repository)
    first = await told(reader)
    files.write({"a.md": {"title": "A2"}})
    await repository.refresh()
    await told(reader)
    reader.rewind()
    files.write({"b.md": {"title": "B2"}})
    await repository.refresh()
    change = await told(reader)
    assert change.since == first.content.revision
    assert lists(change) == ([], ["a.md", "b.md"], [])
    assert await nothing_comes(reader)


async def test_a_first_change_that_did_not_arrive_is_told_again(repository: Repository) -> None:
    reader = changes(repository)
    await told(reader)
    reader.rewind()
    assert (await told(reader)).since is None


async def test_readers_who_wait_or_stay_behind_hold_no_library(
    files: Harness, repository: Repository
) -> None:
    behind, waiting = changes(repository), changes(repository)
    await told(behind)
    await told(waiting)
    task = asyncio.ensure_future(told(waiting))
    old = weakref.ref(repository.library)
    for number in range(2):
        files.write({"a.md": {"title": f"A{number}"}})
        await repository.refresh()
    await task
    del task
    gc.collect()
    assert old() is None
