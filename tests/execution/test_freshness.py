"""Responses follow the files, and one response never mixes two revisions."""

import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

import pytest

from gql_content.engine import Executor, GraphQLParams
from gql_content.errors import TextUnavailable
from gql_content.model import Article, Texts
from gql_content.schema import SCHEMA
from gql_content.settings import Settings
from gql_content.sources import MemoryRepository, Watch
from gql_content.web import answer, contexts
from tests.conftest import Serve
from tests.folder import article, write
from tests.served import Served

Response = TypeVar("Response")

TIMEOUT_SECONDS = 20
TITLES = "{ articles { nodes { path title } } }"
TEXT = """{
  article(by: { path: "a.md" }) { title answer { source } frontMatter source { digest } }
  content { revision problems { path code } }
}"""


def poll_until(request: Callable[[], Response], matches: Callable[[Response], bool]) -> Response:
    """Polls with requests until a response matches, and returns it."""
    deadline = monotonic() + TIMEOUT_SECONDS
    while not matches(answer := request()):
        assert monotonic() < deadline, f"no match after {TIMEOUT_SECONDS} s: {answer!r}"
    return answer


def titles(served: Served) -> dict[str, str]:
    nodes = served.data(TITLES)["articles"]["nodes"]
    return {one["path"]: one["title"] for one in nodes}


def replace_file(root: Path, path: str, text: str) -> None:
    """Replaces a file atomically, as editors do."""
    temporary = root / f".{Path(path).name}.tmp"
    temporary.write_text(text, "utf-8")
    temporary.replace(root / path)


@pytest.fixture
def watched(tmp_path: Path, serve: Serve) -> Served:
    write(tmp_path, {"a.md": {"title": "A"}, "b/c.md": {"title": "C", "subject": "S"}})
    return serve(tmp_path)


def test_a_saved_file_is_served(tmp_path: Path, watched: Served) -> None:
    before = watched.data(TEXT)["content"]["revision"]
    write(tmp_path, {"a.md": {"title": "A again"}})
    poll_until(lambda: titles(watched), lambda current: current["a.md"] == "A again")
    assert watched.data(TEXT)["content"]["revision"] != before


def test_restored_content_has_its_old_revision(tmp_path: Path, watched: Served) -> None:
    before = watched.data(TEXT)
    replace_file(tmp_path, "a.md", article({"title": "A again"}))
    poll_until(lambda: titles(watched), lambda current: current["a.md"] == "A again")
    replace_file(tmp_path, "a.md", article({"title": "A"}))
    poll_until(lambda: titles(watched), lambda current: current["a.md"] == "A")
    assert watched.data(TEXT) == before


def test_a_new_file_in_a_new_folder_is_served(tmp_path: Path, watched: Served) -> None:
    write(tmp_path, {"new/folder/d.md": {"title": "D"}})
    poll_until(lambda: titles(watched), lambda current: current.get("new/folder/d.md") == "D")


def test_a_deleted_file_is_removed(tmp_path: Path, watched: Served) -> None:
    (tmp_path / "b" / "c.md").unlink()
    poll_until(lambda: titles(watched), lambda current: current == {"a.md": "A"})
    assert watched.data("{ subjects { slug } }")["subjects"] == []


def test_a_moved_folder_moves_its_articles(tmp_path: Path, watched: Served) -> None:
    (tmp_path / "b").rename(tmp_path / "z")
    expected = {"a.md": "A", "z/c.md": "C"}
    poll_until(lambda: titles(watched), lambda current: current == expected)


def test_a_broken_file_is_a_problem_and_its_last_good_version_stays(
    tmp_path: Path, watched: Served
) -> None:
    replace_file(tmp_path, "a.md", "---\ntitle: A: B\n---\n")
    request = "{ content { problems { path code line } } articles { nodes { path title } } }"
    result = poll_until(
        lambda: watched.data(request), lambda current: bool(current["content"]["problems"])
    )
    assert result["content"]["problems"] == [{"path": "a.md", "code": "BAD_YAML", "line": 2}]
    assert {"path": "a.md", "title": "A"} in result["articles"]["nodes"]
    replace_file(tmp_path, "a.md", article({"title": "Fixed"}))
    result = poll_until(
        lambda: watched.data(request), lambda current: not current["content"]["problems"]
    )
    assert {"path": "a.md", "title": "Fixed"} in result["articles"]["nodes"]


def test_polling_detects_a_change(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"a.md": {"title": "A"}})
    served = serve(tmp_path, watch=Watch.POLL)
    write(tmp_path, {"a.md": {"title": "A again"}})
    poll_until(lambda: titles(served), lambda current: current["a.md"] == "A again")


# The tests below run without a watcher: only the request itself can detect a change.


@pytest.fixture
def unwatched(tmp_path: Path, serve: Serve) -> Served:
    write(tmp_path, {"a.md": {"title": "A", "answer": "old"}, "b.md": {"title": "B"}})
    return serve(tmp_path, watch=Watch.OFF)


def test_without_a_watcher_titles_do_not_change(tmp_path: Path, unwatched: Served) -> None:
    replace_file(tmp_path, "a.md", article({"title": "A again"}))
    assert titles(unwatched) == {"a.md": "A", "b.md": "B"}


def test_a_changed_text_is_served_from_one_revision(tmp_path: Path, unwatched: Served) -> None:
    before = unwatched.data("{ content { revision } }")["content"]["revision"]
    new: dict[str, object] = {"title": "A again", "answer": "new"}
    replace_file(tmp_path, "a.md", article(new))
    result = unwatched.data(TEXT)
    assert result["article"]["title"] == "A again"
    assert result["article"]["answer"] == {"source": "new"}
    assert result["article"]["frontMatter"] == new
    assert result["content"]["revision"] != before
    assert titles(unwatched)["a.md"] == "A again"


def test_a_change_that_keeps_size_and_mtime_is_detected(tmp_path: Path, unwatched: Served) -> None:
    file = tmp_path / "a.md"
    status = file.stat()
    replace_file(tmp_path, "a.md", file.read_text("utf-8").replace("old", "new"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert unwatched.data(TEXT)["article"]["answer"] == {"source": "new"}


def test_a_deleted_file_is_detected_when_its_text_is_read(
    tmp_path: Path, unwatched: Served
) -> None:
    (tmp_path / "a.md").unlink()
    assert unwatched.data(TEXT)["article"] is None
    assert titles(unwatched) == {"b.md": "B"}


def test_the_text_of_a_file_that_became_invalid_is_unavailable(
    tmp_path: Path, unwatched: Served
) -> None:
    replace_file(tmp_path, "a.md", "---\n[\n---\n")
    body: dict[str, Any] = unwatched.response(TEXT).json()
    assert {error["extensions"]["code"] for error in body["errors"]} == {"TEXT_UNAVAILABLE"}
    assert body["data"]["article"]["title"] == "A"
    assert body["data"]["article"]["answer"] is None
    assert [one["path"] for one in body["data"]["content"]["problems"]] == ["a.md"]
    assert str(tmp_path) not in str(body)


class ChangingRepository(MemoryRepository):
    """A repository whose file becomes invalid, and is reloaded, while its text is read."""

    async def texts(self, article: Article) -> Texts:
        self.files[article.path] = b"---\n[\n---\n"
        await self.refresh({article.path})
        raise TextUnavailable(article.path)


async def test_a_response_without_a_text_has_the_problem_of_its_file() -> None:
    repository = ChangingRepository({"a.md": b"---\ntitle: A\nanswer: old\n---\n"})
    result = await answer(
        Executor(SCHEMA), repository, GraphQLParams(query=TEXT), contexts(Settings())
    )
    assert result.revision == repository.library.revision
    problems = result.body["data"]["content"]["problems"]
    assert [one["path"] for one in problems] == ["a.md"]


def test_many_changed_texts_are_served_in_one_response(tmp_path: Path, serve: Serve) -> None:
    paths = [f"{number}.md" for number in range(30)]
    write(tmp_path, {path: {"title": "old", "answer": "old"} for path in paths})
    served = serve(tmp_path, watch=Watch.OFF)
    write(tmp_path, {path: {"title": "new", "answer": "new"} for path in paths})
    nodes = served.data("{ articles(first: 30) { nodes { title answer { source } } } }")
    assert nodes["articles"]["nodes"] == [{"title": "new", "answer": {"source": "new"}}] * 30
