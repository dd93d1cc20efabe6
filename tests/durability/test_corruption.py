"""A file that is damaged between two starts is noticed, and the start answers as a cold one."""

import random
from pathlib import Path

import pytest

from gql_content.search import SearchIndex
from gql_content.sources import Selection, Snapshots, load_folder
from tests.durability.killing import ARTICLES, WORDS, site_of
from tests.folder import write
from tests.loading.ageing import aged
from tests.search.site import find_paths

DAMAGES = 150


def damaged(whole: bytes, seed: int) -> bytes:
    """Cut short, with bits turned over, or with a piece that stands elsewhere in it."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    at = chance.randrange(len(whole))
    match seed % 3:
        case 0:
            return whole[:at]
        case 1:
            return whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :]
        case _:
            piece = bytes(byte ^ 0xFF for byte in whole[at : at + 64])
            return whole[:at] + piece + whole[at + len(piece) :]


def test_every_damage_to_a_snapshot_is_noticed(tmp_path: Path) -> None:
    files = {f"{number:03}.md": {"title": f"T{number}"} for number in range(ARTICLES)}
    root = aged(write(tmp_path / "content", files))
    cold = load_folder(root, Selection())
    snapshots = Snapshots(tmp_path / "state", root, Selection())
    snapshots.write(cold.files())
    whole = snapshots.path.read_bytes()
    assert load_folder(root, Selection(), snapshots).reused == ARTICLES
    for seed in range(DAMAGES):
        snapshots.path.write_bytes(damaged(whole, seed))
        loading = load_folder(root, Selection(), snapshots)
        assert loading.reused == 0
        assert loading.files() == cold.files()


def test_every_damage_to_an_index_is_noticed(tmp_path: Path) -> None:
    file, one = tmp_path / "search", site_of(WORDS[0])
    bring(file)
    found = {query: answers(file, query) for query in (*WORDS, "always")}
    whole, seal = file.read_bytes(), file.with_name("search.seal").read_bytes()
    for seed in range(DAMAGES):
        file.write_bytes(damaged(whole, seed))
        file.with_name("search.seal").write_bytes(seal)
        one.read_paths.clear()
        index = SearchIndex(file)
        index.update(one.library, one.read_texts)
        assert len(one.read_paths) == ARTICLES  # all are indexed anew
        assert {query: find_paths(index, query) for query in found} == found
        index.close()


def bring(file: Path) -> None:
    one, index = site_of(WORDS[0]), SearchIndex(file)
    index.update(one.library, one.read_texts)
    index.close()


def answers(file: Path, query: str) -> list[str]:
    one, index = site_of(WORDS[0]), SearchIndex(file)
    index.update(one.library, one.read_texts)
    found = find_paths(index, query)
    index.close()
    assert not one.read_paths
    return found


@pytest.mark.parametrize("seed", range(3))
def test_a_damage_is_one(seed: int) -> None:
    whole = bytes(range(200))
    assert damaged(whole, seed) != whole
