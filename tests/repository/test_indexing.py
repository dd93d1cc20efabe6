"""The search index beside a repository: brought along, missing, damaged, and never mixed up."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from gql_content.engine import Executor, GraphQLParams
from gql_content.errors import RevisionMoved
from gql_content.files import Progress, silent
from gql_content.library import Library
from gql_content.model import Article, Texts
from gql_content.query import EVERYTHING, FacetField
from gql_content.schema import SCHEMA
from gql_content.search import SearchIndex, SearchNotReadyError
from gql_content.settings import Settings
from gql_content.sources import Content, FileRepository, MemoryRepository, Repository, pin
from gql_content.sources.content_search import FEW
from gql_content.web import Answer, answer, contexts
from tests.folder import article, write

TextsOf = Callable[[Article], Texts | None]

CONTEXTS = contexts(Settings())
EXECUTOR = Executor(SCHEMA)
SECONDS = 20
OLD_NS = 1_700_000_000_000_000_000
SEARCH = """query ($words: String!) {
  search(query: $words) { nodes { path } totalCount facets(fields: [SUBJECT]) { totalCount } }
}"""
OTHERS = "{ articles { nodes { title } } content { articleCount } }"


async def asked(repository: Repository, query: str, **variables: Any) -> Answer:
    return await answer(
        EXECUTOR, repository, GraphQLParams(query=query, variables=variables), CONTEXTS
    )


async def found(repository: Repository, query: str = "moss") -> list[str]:
    """The paths that a search finds."""
    body = (await asked(repository, SEARCH, words=query)).body
    assert "errors" not in body, body["errors"]
    return sorted(one["path"] for one in body["data"]["search"]["nodes"])


async def refusal(repository: Repository) -> dict[str, Any]:
    """What a search says that cannot be made."""
    answered = await asked(repository, SEARCH, words="moss")
    assert answered.lacks_index
    assert answered.body["data"] is None
    (error,) = answered.body["errors"]
    assert error["path"] == ["search"]
    assert "etry in a few seconds" in error["message"]
    assert error["extensions"]["code"] == "SEARCH_NOT_READY"
    return error["extensions"]


async def opened(root: Path, index: SearchIndex | None = None) -> FileRepository:
    return await FileRepository.open(root, index=index or SearchIndex(None))


async def indexed(root: Path, index: SearchIndex | None = None) -> FileRepository:
    repository = await opened(root, index)
    await repository.bring_index()
    return repository


class Held(SearchIndex):
    """Holds still in the middle of being brought along, until it is let go."""

    def __init__(self) -> None:
        super().__init__(None)
        self.begun, self.free = Event(), Event()

    def update(self, library: Library, read_texts: TextsOf, progress: Progress = silent) -> None:
        """See `SearchIndex`."""

        def slowly(one: Article) -> Texts | None:
            self.begun.set()
            assert self.free.wait(SECONDS)
            return read_texts(one)

        super().update(library, slowly, progress)

    async def has_begun(self) -> None:
        assert await asyncio.to_thread(self.begun.wait, SECONDS)


async def held(root: Path) -> tuple[FileRepository, Held]:
    """A repository whose index is brought, and holds still from now on."""
    index = Held()
    index.free.set()
    repository = await indexed(root, index)
    index.begun.clear()
    index.free.clear()
    return repository, index


class Full(SearchIndex):
    """Cannot be brought along while its disk is full."""

    full = False

    def update(self, library: Library, read_texts: TextsOf, progress: Progress = silent) -> None:
        """See `SearchIndex`."""
        if self.full:
            raise sqlite3.OperationalError("database or disk is full")
        super().update(library, read_texts, progress)


# Building


async def test_an_index_that_was_never_brought_is_not_ready_and_all_else_is_answered(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"a.md": {"title": "Moss"}})
    repository = await opened(tmp_path)
    assert (await refusal(repository))["progress"] == {"done": 0, "total": 0}
    others = await asked(repository, OTHERS)
    assert others.body == {
        "data": {"articles": {"nodes": [{"title": "Moss"}]}, "content": {"articleCount": 1}}
    }
    assert not others.lacks_index


async def test_a_repository_without_an_index_says_so(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": {"title": "Moss"}})
    repository = await FileRepository.open(tmp_path)
    await repository.bring_index()
    await refusal(repository)
    assert "errors" not in (await asked(repository, OTHERS)).body


async def test_while_it_is_being_built_a_search_tells_the_progress(tmp_path: Path) -> None:
    write(tmp_path, {f"{number}.md": {"title": f"Moss {number}"} for number in range(3)})
    index = Held()
    repository = await opened(tmp_path, index)
    building = asyncio.create_task(repository.bring_index())
    await index.has_begun()
    assert (await refusal(repository))["progress"] == {"done": 0, "total": 3}
    assert "errors" not in (await asked(repository, OTHERS)).body
    index.free.set()
    await building
    assert await found(repository) == ["0.md", "1.md", "2.md"]


async def test_what_changes_while_it_is_being_built_is_found_when_it_is_brought(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"a.md": {"title": "Moss"}})
    index = Held()
    repository = await opened(tmp_path, index)
    building = asyncio.create_task(repository.bring_index())
    await index.has_begun()
    write(tmp_path, {"a.md": {"title": "Lichen"}, "b.md": {"title": "Moss"}})
    async with asyncio.timeout(SECONDS):
        await repository.refresh()  # which does not wait for the build
    await refusal(repository)
    index.free.set()
    await building
    assert await found(repository) == ["b.md"]
    assert await found(repository, "lichen") == ["a.md"]


async def test_closing_ends_a_build(tmp_path: Path) -> None:
    write(tmp_path, {f"{number}.md": {"title": f"Moss {number}"} for number in range(3)})
    index = Held()
    repository = await opened(tmp_path, index)
    building = asyncio.create_task(repository.bring_index())
    await index.has_begun()
    closing = asyncio.create_task(repository.close())
    async with asyncio.timeout(SECONDS):
        await closing
        index.free.set()
        await building
    with pytest.raises(SearchNotReadyError):
        index.search("moss")


# Following


async def test_a_refresh_brings_the_index_along(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": {"title": "Moss"}, "b.md": {"title": "Fern"}})
    repository = await indexed(tmp_path)
    write(tmp_path, {"a.md": {"title": "Lichen"}, "c.md": {"title": "Moss", "answer": "Green."}})
    (tmp_path / "b.md").unlink()
    library = await repository.refresh()
    assert repository.index is not None
    assert repository.index.revision == library.revision
    assert await found(repository) == ["c.md"]
    assert await found(repository, "lichen") == ["a.md"]
    assert await found(repository, "fern") == []


async def test_a_search_waits_for_the_index_and_nothing_else_does(tmp_path: Path) -> None:
    """So whoever sees the new title and then searches is never answered by an older index."""
    write(tmp_path, {"a.md": {"title": "Moss"}})
    repository, index = await held(tmp_path)
    write(tmp_path, {"a.md": {"title": "Lichen"}})
    refreshing = asyncio.create_task(repository.refresh())
    await index.has_begun()
    assert repository.library.articles["a.md"].title == "Lichen"
    assert "errors" not in (await asked(repository, OTHERS)).body
    searching = asyncio.create_task(found(repository, "lichen"))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(searching), 0.05)
    index.free.set()
    assert await searching == ["a.md"]
    await refreshing


async def test_steps_are_taken_in_the_order_of_the_changes(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": {"title": "Moss"}})
    repository, index = await held(tmp_path)
    tasks: list[asyncio.Task[Library]] = []
    libraries = repository.libraries()
    for number in range(3):
        write(tmp_path, {"a.md": {"title": f"Lichen {number}"}})
        tasks.append(asyncio.create_task(repository.refresh(["a.md"])))
        await index.has_begun()
        while repository.library.articles["a.md"].title != f"Lichen {number}":
            await anext(libraries)
    index.free.set()
    await asyncio.gather(*tasks)
    assert await found(repository, "lichen") == ["a.md"]
    assert index.revision == repository.library.revision


async def test_a_search_in_the_middle_of_a_step_is_answered_after_it(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": {"title": "Moss"}})
    repository = await indexed(tmp_path)
    content = pin(repository)
    write(tmp_path, {"a.md": {"title": "Moss and fern"}})
    await repository.refresh()
    with pytest.raises(RevisionMoved):  # and `answer` runs the operation again
        await content.search("moss", EVERYTHING, 10, None)
    page = await pin(repository).search("moss", EVERYTHING, 10, None)
    assert [hit.article.title for hit in page.hits] == ["Moss and fern"]


MOSS = {"title": "Moss", "subject": "Plants"}
FERN = {"title": "Fern", "subject": "Plants"}


def in_memory(files: dict[str, dict[str, str]]) -> MemoryRepository:
    written = {path: article(one).encode() for path, one in files.items()}
    return MemoryRepository(written, SearchIndex(None))


async def subjects_of_hits(content: Content, query: str) -> int:
    page = await content.search(query, EVERYTHING, 10, None)
    (facet,) = await content.facets_of_hits(page, [FacetField.SUBJECT], 10)
    return sum(value.count for value in facet.values)


async def test_facets_of_hits_are_of_the_revision_of_the_hits() -> None:
    repository = in_memory({"a.md": MOSS, "b.md": FERN})
    assert await subjects_of_hits(pin(repository), "moss") == 1
    content = pin(repository)
    page = await content.search("moss", EVERYTHING, 10, None)
    repository.files["a.md"] = article({"title": "Lichen", "subject": "Plants"}).encode()
    repository.files["b.md"] = article(MOSS).encode()
    await repository.refresh()
    with pytest.raises(RevisionMoved):
        await content.facets_of_hits(page, [FacetField.SUBJECT], 10)


async def test_many_new_files_do_not_keep_a_refresh_waiting(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": {"title": "Moss"}})
    repository, index = await held(tmp_path)
    write(tmp_path, {f"{number}.md": {"title": f"Moss {number}"} for number in range(FEW + 1)})
    async with asyncio.timeout(SECONDS / 2):
        await repository.refresh()
    assert not index.begun.is_set()
    index.free.set()
    await repository.bring_index()
    body = (await asked(repository, SEARCH, words="moss")).body
    assert body["data"]["search"]["totalCount"] == FEW + 2


async def test_an_index_that_lags_behind_is_not_ready(tmp_path: Path) -> None:
    paths = [f"{number}.md" for number in range(FEW + 1)]
    write(tmp_path, {path: {"title": "Moss"} for path in paths})
    repository = await indexed(tmp_path)
    write(tmp_path, {path: {"title": "Moss again"} for path in paths})
    await repository.refresh()
    await refusal(repository)
    await repository.bring_index()
    assert len(await found(repository)) == 10


# What goes wrong


async def test_content_is_fresh_even_where_the_index_cannot_be(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": {"title": "Moss"}})
    index = Full(None)
    repository = await indexed(tmp_path, index)
    index.full = True
    write(tmp_path, {"a.md": {"title": "Fern"}})
    await repository.refresh()
    assert repository.library.articles["a.md"].title == "Fern"
    await refusal(repository)
    index.full = False
    await repository.bring_index()
    assert await found(repository, "fern") == ["a.md"]


async def test_a_change_outlives_a_refresh_that_is_cancelled(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": {"title": "Moss"}})
    repository, index = await held(tmp_path)
    write(tmp_path, {"a.md": {"title": "Fern"}})
    os.utime(tmp_path / "a.md", ns=(OLD_NS, OLD_NS))  # or it would be looked at again anyway
    refreshing = asyncio.create_task(repository.refresh())
    await index.has_begun()
    refreshing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await refreshing
    index.free.set()
    await repository.refresh()
    assert repository.library.articles["a.md"].title == "Fern"
    assert await found(repository, "fern") == ["a.md"]


async def test_an_index_that_is_damaged_while_it_is_used_can_be_brought_again(
    tmp_path: Path,
) -> None:
    texts = {
        f"{number}.md": {"title": "Moss", "answer": f"w{number} " * 99} for number in range(99)
    }
    write(tmp_path / "content", texts)
    file = tmp_path / "state" / "index"
    repository = await indexed(tmp_path / "content", SearchIndex(file))
    with file.open("r+b") as opened_file:
        opened_file.truncate(4096)
    await refusal(repository)
    await repository.bring_index()
    assert await found(repository, "w7") == ["7.md"]
    await repository.close()


async def test_an_index_that_was_damaged_since_is_built_anew(tmp_path: Path) -> None:
    write(tmp_path / "content", {"a.md": {"title": "Moss"}})
    file = tmp_path / "state" / "index"
    await (await indexed(tmp_path / "content", SearchIndex(file))).close()
    file.write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)
    repository = await indexed(tmp_path / "content", SearchIndex(file))
    assert await found(repository) == ["a.md"]
    await repository.close()


async def test_an_index_that_was_left_is_taken_up_without_reading_a_text(tmp_path: Path) -> None:
    write(tmp_path / "content", {"a.md": {"title": "Moss"}, "b.md": {"title": "Fern"}})
    file = tmp_path / "state" / "index"
    await (await indexed(tmp_path / "content", SearchIndex(file))).close()
    before = file.stat()
    index = SearchIndex(file)
    repository = await indexed(tmp_path / "content", index)
    assert await found(repository) == ["a.md"]
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    await repository.close()
