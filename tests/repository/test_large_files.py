"""A file of any size is looked at and not read; a name may have all the bytes there are."""

import tracemalloc
from pathlib import Path

from gql_content.sources import FileRepository
from tests.folder import write

HUGE = 100 << 20
MOST_MEMORY = 4 << 20


def enlarge(file: Path) -> None:
    with file.open("ab") as opened:
        opened.truncate(HUGE)


async def test_a_huge_file_costs_nothing_and_hides_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"good.md": {"title": "Good"}, "grown.md": {"title": "Small"}, "huge.md": "a"})
    enlarge(tmp_path / "huge.md")
    repository = await FileRepository.open(tmp_path)
    assert repository.library.articles.keys() == {"good.md", "grown.md"}
    tracemalloc.start()
    try:
        enlarge(tmp_path / "grown.md")
        library = await repository.refresh()
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()
    assert [(one.path, one.code) for one in library.problems] == [
        ("grown.md", "OVERSIZE"),
        ("huge.md", "OVERSIZE"),
    ]
    assert library.articles["grown.md"].source.stale
    assert library.articles["grown.md"].title == "Small"


async def test_a_name_of_255_bytes_is_one_like_others(tmp_path: Path) -> None:
    name = "ü" * 126 + ".md"
    write(tmp_path, {name: {"title": "Long"}})
    repository = await FileRepository.open(tmp_path)
    assert len(name.encode()) == 255
    assert repository.library.articles[name].title == "Long"
    assert await repository.texts(repository.library.articles[name])
