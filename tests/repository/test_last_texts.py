"""Texts of files that have become invalid, and that nobody had read before."""

from pathlib import Path

import pytest

from gql_content.errors import TextUnavailable
from gql_content.query import EVERYTHING
from gql_content.search import SearchIndex
from gql_content.sources import FileRepository, pin
from tests.folder import article, write
from tests.git import Git

BROKEN = "---\ntitle: [\n---\nBroken.\n"
PATH = "learn/[a] 'b' ü.md"


async def body_of(repository: FileRepository, path: str) -> str:
    return ((await repository.texts(repository.library.articles[path])).body or "").strip()


def good(text: str) -> str:
    return article({"title": "Good"}, text)


async def test_the_last_good_version_is_found_in_git(tmp_path: Path) -> None:
    git = Git(tmp_path)
    write(tmp_path, {f"content/{PATH}": good("First.")})
    git.commit_all("good")
    repository = await FileRepository.open(tmp_path / "content")
    write(tmp_path, {f"content/{PATH}": BROKEN})
    await repository.refresh()
    assert await body_of(repository, PATH) == "First."


async def test_it_is_found_behind_later_commits_and_reset_branches(tmp_path: Path) -> None:
    git = Git(tmp_path)
    write(tmp_path, {"a.md": good("Old."), "b.md": good("Left.")})
    git.commit_all("old")
    write(tmp_path, {"a.md": good("New."), "b.md": good("Gone.")})
    git.commit_all("new")
    repository = await FileRepository.open(tmp_path)
    git("reset", "-q", "--hard", "HEAD~1")
    for text in (BROKEN, BROKEN + "More.\n", BROKEN + "Still more.\n"):
        write(tmp_path, {"a.md": text, "b.md": text})
        git.commit_all("broken")
    await repository.refresh()
    assert await body_of(repository, "a.md") == "New."
    assert await body_of(repository, "b.md") == "Gone."


async def test_a_new_search_index_has_the_texts_of_the_last_good_versions(tmp_path: Path) -> None:
    git = Git(tmp_path)
    write(tmp_path, {"a.md": good("Something about zebras.")})
    git.commit_all("good")
    repository = await FileRepository.open(tmp_path, index=SearchIndex(None))
    write(tmp_path, {"a.md": BROKEN})
    await repository.refresh()
    await repository.bring_index()
    found = await pin(repository).search("zebras", EVERYTHING, 10, None)
    assert [hit.article.path for hit in found.hits] == ["a.md"]
    await repository.close()


async def test_a_version_that_git_never_had_is_in_no_commit(tmp_path: Path) -> None:
    git = Git(tmp_path)
    write(tmp_path, {"a.md": good("Committed.")})
    git.commit_all("good")
    write(tmp_path, {"a.md": good("Only saved.")})
    repository = await FileRepository.open(tmp_path)
    write(tmp_path, {"a.md": BROKEN})
    await repository.refresh()
    with pytest.raises(TextUnavailable):
        await body_of(repository, "a.md")


async def test_without_a_git_to_ask_the_text_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = Git(tmp_path)
    write(tmp_path, {"a.md": good("First.")})
    git.commit_all("good")
    monkeypatch.setenv("PATH", "")
    repository = await FileRepository.open(tmp_path)
    write(tmp_path, {"a.md": BROKEN})
    await repository.refresh()
    with pytest.raises(TextUnavailable):
        await body_of(repository, "a.md")
