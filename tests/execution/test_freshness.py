"""Answers keep up with the files, and one answer never mixes two revisions."""

import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

import pytest

from gql_content.config import Settings
from gql_content.errors import TextUnavailable
from gql_content.execution import Executor, Operation
from gql_content.model import Article, Texts
from gql_content.repository import MemoryRepository
from gql_content.schema import SCHEMA
from gql_content.watcher import Watch
from gql_content.web import answer, contexts
from tests.conftest import Serve
from tests.folder import article, write
from tests.served import Served

Answer = TypeVar("Answer")

SECONDS = 20
TITLES = "{ articles { nodes { path title } } }"
TEXT = """{
  article(by: { path: "a.md" }) { title answer { source } frontMatter source { digest } }
  content { revision problems { path code } }
}"""


def eventually(ask: Callable[[], Answer], fits: Callable[[Answer], bool]) -> Answer:
    """The first answer that fits; each question is a request, so asking on is no idle loop."""
    deadline = monotonic() + SECONDS
    while not fits(answer := ask()):
        assert monotonic() < deadline, f"still {answer!r} after {SECONDS} s"
    return answer


def titles(served: Served) -> dict[str, str]:
    nodes = served.data(TITLES)["articles"]["nodes"]
    return {one["path"]: one["title"] for one in nodes}


def replaced(root: Path, path: str, text: str) -> None:
    """Written as editors do: a whole new file in one step."""
    aside = root / f".{Path(path).name}.tmp"
    aside.write_text(text, "utf-8")
    aside.replace(root / path)


@pytest.fixture
def watched(tmp_path: Path, serve: Serve) -> Served:
    write(tmp_path, {"a.md": {"title": "A"}, "b/c.md": {"title": "C", "subject": "S"}})
    return serve(tmp_path)


def test_a_saved_file_is_answered(tmp_path: Path, watched: Served) -> None:
    before = watched.data(TEXT)["content"]["revision"]
    write(tmp_path, {"a.md": {"title": "A again"}})
    eventually(lambda: titles(watched), lambda now: now["a.md"] == "A again")
    assert watched.data(TEXT)["content"]["revision"] != before


def test_the_old_content_has_the_old_revision(tmp_path: Path, watched: Served) -> None:
    before = watched.data(TEXT)
    replaced(tmp_path, "a.md", article({"title": "A again"}))
    eventually(lambda: titles(watched), lambda now: now["a.md"] == "A again")
    replaced(tmp_path, "a.md", article({"title": "A"}))
    eventually(lambda: titles(watched), lambda now: now["a.md"] == "A")
    assert watched.data(TEXT) == before


def test_a_new_file_in_a_new_folder_is_answered(tmp_path: Path, watched: Served) -> None:
    write(tmp_path, {"new/folder/d.md": {"title": "D"}})
    eventually(lambda: titles(watched), lambda now: now.get("new/folder/d.md") == "D")


def test_a_deleted_file_is_not_answered(tmp_path: Path, watched: Served) -> None:
    (tmp_path / "b" / "c.md").unlink()
    eventually(lambda: titles(watched), lambda now: now == {"a.md": "A"})
    assert watched.data("{ subjects { slug } }")["subjects"] == []


def test_a_moved_folder_moves_its_articles(tmp_path: Path, watched: Served) -> None:
    (tmp_path / "b").rename(tmp_path / "z")
    expected = {"a.md": "A", "z/c.md": "C"}
    eventually(lambda: titles(watched), lambda now: now == expected)


def test_a_file_that_breaks_is_a_problem_and_its_article_stays(
    tmp_path: Path, watched: Served
) -> None:
    replaced(tmp_path, "a.md", "---\ntitle: A: B\n---\n")
    ask = "{ content { problems { path code line } } articles { nodes { path title } } }"
    found = eventually(lambda: watched.data(ask), lambda now: bool(now["content"]["problems"]))
    assert found["content"]["problems"] == [{"path": "a.md", "code": "BAD_YAML", "line": 2}]
    assert {"path": "a.md", "title": "A"} in found["articles"]["nodes"]
    replaced(tmp_path, "a.md", article({"title": "Mended"}))
    found = eventually(lambda: watched.data(ask), lambda now: not now["content"]["problems"])
    assert {"path": "a.md", "title": "Mended"} in found["articles"]["nodes"]


def test_polling_finds_a_change_too(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"a.md": {"title": "A"}})
    served = serve(tmp_path, watch=Watch.POLL)
    write(tmp_path, {"a.md": {"title": "A again"}})
    eventually(lambda: titles(served), lambda now: now["a.md"] == "A again")


# Nothing watches from here on: whatever is noticed, the question itself noticed.


@pytest.fixture
def still(tmp_path: Path, serve: Serve) -> Served:
    write(tmp_path, {"a.md": {"title": "A", "answer": "old"}, "b.md": {"title": "B"}})
    return serve(tmp_path, watch=Watch.OFF)


def test_without_watching_a_title_stays(tmp_path: Path, still: Served) -> None:
    replaced(tmp_path, "a.md", article({"title": "A again"}))
    assert titles(still) == {"a.md": "A", "b.md": "B"}


def test_a_text_that_changed_since_is_answered_from_one_revision(
    tmp_path: Path, still: Served
) -> None:
    before = still.data("{ content { revision } }")["content"]["revision"]
    new: dict[str, object] = {"title": "A again", "answer": "new"}
    replaced(tmp_path, "a.md", article(new))
    found = still.data(TEXT)
    assert found["article"]["title"] == "A again"
    assert found["article"]["answer"] == {"source": "new"}
    assert found["article"]["frontMatter"] == new
    assert found["content"]["revision"] != before
    assert titles(still)["a.md"] == "A again"


def test_a_change_that_leaves_size_and_time_is_noticed(tmp_path: Path, still: Served) -> None:
    file = tmp_path / "a.md"
    status = file.stat()
    replaced(tmp_path, "a.md", file.read_text("utf-8").replace("old", "new"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert still.data(TEXT)["article"]["answer"] == {"source": "new"}


def test_a_text_whose_file_is_gone_takes_its_article_along(tmp_path: Path, still: Served) -> None:
    (tmp_path / "a.md").unlink()
    assert still.data(TEXT)["article"] is None
    assert titles(still) == {"b.md": "B"}


def test_a_text_whose_file_became_invalid_is_unavailable(tmp_path: Path, still: Served) -> None:
    replaced(tmp_path, "a.md", "---\n[\n---\n")
    body: dict[str, Any] = still.response(TEXT).json()
    assert {error["extensions"]["code"] for error in body["errors"]} == {"TEXT_UNAVAILABLE"}
    assert body["data"]["article"]["title"] == "A"
    assert body["data"]["article"]["answer"] is None
    assert [one["path"] for one in body["data"]["content"]["problems"]] == ["a.md"]
    assert str(tmp_path) not in str(body)


class Overtaken(MemoryRepository):
    """Its file becomes invalid, and is looked at again, while its text is being read."""

    async def texts(self, article: Article) -> Texts:
        self.files[article.path] = b"---\n[\n---\n"
        await self.refresh({article.path})
        raise TextUnavailable(article.path)


async def test_an_answer_that_lacks_a_text_has_the_problem_that_tells_why() -> None:
    repository = Overtaken({"a.md": b"---\ntitle: A\nanswer: old\n---\n"})
    found = await answer(Executor(SCHEMA), repository, Operation(query=TEXT), contexts(Settings()))
    assert found.revision == repository.library.revision
    problems = found.body["data"]["content"]["problems"]
    assert [one["path"] for one in problems] == ["a.md"]


def test_many_texts_that_changed_are_answered_in_one_go(tmp_path: Path, serve: Serve) -> None:
    paths = [f"{number}.md" for number in range(30)]
    write(tmp_path, {path: {"title": "old", "answer": "old"} for path in paths})
    served = serve(tmp_path, watch=Watch.OFF)
    write(tmp_path, {path: {"title": "new", "answer": "new"} for path in paths})
    nodes = served.data("{ articles(first: 30) { nodes { title answer { source } } } }")
    assert nodes["articles"]["nodes"] == [{"title": "new", "answer": {"source": "new"}}] * 30
