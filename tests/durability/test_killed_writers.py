"""A start after a kill answers as a cold one, wherever in its work the writer was killed."""

import random
from pathlib import Path

from gql_content.search import SearchIndex
from gql_content.sources import Selection, Snapshots, load_folder
from tests.durability.killing import ARTICLES, WORDS, kill_writers, site_of
from tests.folder import write
from tests.loading.ageing import aged
from tests.search.site import find_paths

KILLS = 100


def moments(seed: int, longest: float) -> list[float]:
    chance = random.Random(seed)  # noqa: S311 - repeatable
    return [chance.uniform(0, longest) for _ in range(KILLS)]


def test_a_start_after_a_kill_while_the_snapshot_is_written_is_as_a_cold_one(
    tmp_path: Path,
) -> None:
    files = {f"{number:03}.md": {"title": f"T{number}"} for number in range(ARTICLES)}
    root = aged(write(tmp_path / "content", files))
    cold = load_folder(root, Selection()).files()
    snapshots = Snapshots(tmp_path / "state", root, Selection())
    reused: list[int] = []
    torn = 0
    for _ in kill_writers("snapshots", tmp_path, moments(1, 0.08)):
        loading = load_folder(root, Selection(), snapshots)
        assert loading.files() == cold
        reused.append(loading.reused)
        torn += len(list((tmp_path / "state").glob("*.new")))
    assert len(reused) == KILLS
    assert set(reused) <= {0, ARTICLES // 2, ARTICLES}
    assert reused[-1] > 0
    assert torn > 0
    snapshots.write(cold)
    assert list((tmp_path / "state").iterdir()) == [snapshots.path]


def test_a_start_after_a_kill_while_the_index_is_written_finds_what_a_new_index_finds(
    tmp_path: Path,
) -> None:
    sites = [site_of(word) for word in WORDS]
    fresh = SearchIndex(None)
    kills = 0
    for kills, _ in enumerate(kill_writers("indexes", tmp_path, moments(2, 0.1)), start=1):
        one = sites[kills % 2]
        index = SearchIndex(tmp_path / "search")
        for either in (index, fresh):
            either.update(one.library, one.read_texts)
        for query in (*WORDS, "always", "text"):
            assert sorted(find_paths(index, query)) == sorted(find_paths(fresh, query))
        index.close()
    assert kills == KILLS
