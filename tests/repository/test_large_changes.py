"""Changes of so many files that they are read aside before all of them are taken as one."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gql_content.sources import FileRepository
from gql_content.sources.unchanged_files import TURNS
from tests.folder import write

FILES = 250
ATTEMPTS = 40
APART = 0.0003  # seconds; all attempts together reach from before a look to behind it


def moved(root: Path) -> tuple[Path, Path]:
    return root / "many", root.with_name("elsewhere")


def swapped(root: Path) -> tuple[Path, Path]:
    return root, root.with_name("another")


@pytest.mark.parametrize("places", [moved, swapped])
async def test_what_is_back_is_never_taken_as_gone(
    tmp_path: Path, places: Callable[[Path], tuple[Path, Path]]
) -> None:
    root = tmp_path / "content"
    write(root, {f"many/{number}.md": {"title": f"T {number}"} for number in range(FILES)})
    write(root, {"one.md": {"title": "One"}})
    repository = await FileRepository.open(root)
    here, away = places(root)
    for attempt in range(ATTEMPTS):
        here.rename(away)
        refresh = asyncio.create_task(repository.refresh())
        await asyncio.sleep(attempt * APART)
        away.rename(here)
        await repository.refresh(["many", "one.md"])
        assert len(repository.library.articles) == FILES + 1, attempt
        await refresh
        assert len(repository.library.articles) == FILES + 1, attempt


async def test_they_take_no_file_its_turn_in_which_its_bytes_are_compared(tmp_path: Path) -> None:
    hidden = [f"hidden/{number}.md" for number in range(2 * TURNS)]
    keep_the_time(tmp_path, hidden, "one")
    write_many(tmp_path, 0)
    repository = await FileRepository.open(tmp_path)
    keep_the_time(tmp_path, hidden, "two")
    for sweep in range(1, TURNS + 1):
        write_many(tmp_path, sweep)
        await repository.refresh()
    assert {repository.library.articles[path].title for path in hidden} == {"two"}


def write_many(root: Path, number: int) -> None:
    write(root, {f"many/{one}.md": {"title": f"{number}: {one}"} for one in range(FILES)})


def keep_the_time(root: Path, paths: list[str], title: str) -> None:
    write(root, {path: {"title": title} for path in paths})
    for path in paths:
        os.utime(root / path, (1_700_000_000, 1_700_000_000))
