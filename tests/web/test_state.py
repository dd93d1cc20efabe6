"""A state directory into which nothing can be written costs a slower start, and nothing else."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from gql_content.query import EVERYTHING
from gql_content.search import SearchIndex, index_fingerprint
from gql_content.sources import Checking, FileRepository, Selection, Snapshots, load_folder, pin
from tests.folder import write
from tests.loading.unprivileged import as_nobody
from tests.served import Served, serving

TITLES = "{ articles { nodes { title } } }"
SEARCH = '{ search(query: "Moss", first: %d) { edges { node { source { path } } } } }'
FIELDS = (
    "{ articles { nodes { title } } content { problems { code } } search(query: x) { totalCount } }"
)


def answered(served: Served) -> Any:
    """The whole answer, as soon as the search index is ready."""
    while "errors" in (body := served.response(FIELDS.replace("x", '"Moss"')).json()):
        assert body["errors"][0]["extensions"]["code"] == "SEARCH_NOT_READY"
    return body["data"]


async def work(folder: Path, mode: int) -> bool:
    """Whether a snapshot could be saved to a directory of that mode; all else has to go well."""
    write(folder, {"content/moss.md": {"title": "Moss"}})
    root, state = folder / "content", folder / "state"
    state.mkdir(mode=mode)
    snapshots = Snapshots(state, root, Selection())
    loading = load_folder(root, Selection(), snapshots)
    checking = Checking(root, (), snapshots)
    index = SearchIndex(snapshots.beside("search", index_fingerprint()))
    repository = FileRepository(root, Selection(), loading, snapshots, 0, index, checking=checking)
    is_saved = True
    try:
        await repository.save()
    except PermissionError:
        is_saved = False
    assert (await repository.check()).checked
    await repository.bring_index()
    page = await pin(repository).search("moss", EVERYTHING, 10, None)
    assert len(page.hits) == 1
    await repository.close()
    assert is_saved or list(state.iterdir()) == []
    return is_saved


async def work_without_a_place(folder: Path) -> None:
    assert not await work(folder, 0o500)


async def test_a_state_directory_that_may_not_be_written_to(tmp_path: Path) -> None:
    assert await work(tmp_path, 0o700)  # By then all is imported that a child may not read.
    await asyncio.to_thread(as_nobody, work_without_a_place)


async def test_findings_that_cannot_be_saved_are_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path, {"content/moss.md": {"title": "Moss"}, "state": "no folder"})
    library = load_folder(tmp_path / "content", Selection()).library
    root = tmp_path / "content"
    checking = Checking(root, (), Snapshots(tmp_path / "state", root, Selection()))
    assert (await checking.bring(library)).checked
    await checking.close()
    await checking.close()
    assert caplog.text.count("What the rules found could not be saved (File exists)") == 1


def test_a_state_directory_that_is_a_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(tmp_path, {"content/moss.md": {"title": "Moss"}, "state": "no folder"})
    with serving(tmp_path / "content", state=True, state_dir=tmp_path / "state") as served:
        assert answered(served)["search"] == {"totalCount": 1}
    assert "No snapshot could be saved" in caplog.text


@pytest.mark.parametrize(
    ("other", "found"), [({"exclude": ("pond.md",)}, ["moss.md"]), ({"locale": "de-DE"}, None)]
)
def test_services_with_other_settings_search_each_its_own_content(
    tmp_path: Path, other: dict[str, Any], found: list[str] | None
) -> None:
    names = ["moss.md", "pond.md"]
    root = write(tmp_path / "content", {name: {"title": "Moss"} for name in names})
    state: dict[str, Any] = {"state": True, "state_dir": tmp_path / "state"}
    with serving(root, **state) as first, serving(root, **state, **other) as second:
        for title in ("Moss", "Moss again"):
            write(root, {name: {"title": title} for name in names})
            expected = ((first, names), (second, found or names))
            for served, paths in expected:
                wait_for(served, title, paths)
            for most in range(10, 15):  # in turns: neither takes the index of the other away
                for served, paths in expected:
                    body = served.response(SEARCH % most).json()
                    assert "errors" not in body
                    assert paths_in(body) == paths


def wait_for(served: Served, title: str, paths: list[str]) -> None:
    """Returns when a service serves this title and searches what it serves."""
    while [one["title"] for one in served.data(TITLES)["articles"]["nodes"]] != [title] * len(
        paths
    ):
        pass
    while "errors" in (body := served.response(SEARCH % 20).json()):
        assert body["errors"][0]["extensions"]["code"] == "SEARCH_NOT_READY"
    assert paths_in(body) == paths


def paths_in(body: Any) -> list[str]:
    return sorted(one["node"]["source"]["path"] for one in body["data"]["search"]["edges"])
