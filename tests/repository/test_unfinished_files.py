"""Files that somebody is writing while they are looked at."""

import asyncio
from pathlib import Path

import pytest

from gql_content.errors import ContentMoved
from gql_content.sources import FileRepository, pending_changes
from tests.folder import article, write
from tests.repository.harness import next_of, texts_of

HALF = article({"title": "Two"}, "first half")
WHOLE = f"{HALF} second half"


async def test_a_file_is_taken_when_its_writer_is_done(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": {"title": "One"}})
    repository = await FileRepository.open(tmp_path)
    libraries = repository.libraries()
    before = await next_of(libraries)
    with (tmp_path / "a.md").open("w") as file:
        file.write(HALF)
        file.flush()
        assert await repository.refresh() is before
        file.write(WHOLE.removeprefix(HALF))
    after = await next_of(libraries)
    assert after.articles["a.md"].title == "Two"
    assert (await texts_of(repository, "a.md"))[1] == "\nfirst half\n second half"
    await repository.close()


async def test_a_new_file_is_not_there_before_its_writer_is_done(tmp_path: Path) -> None:
    repository = await FileRepository.open(tmp_path)
    with (tmp_path / "a.md").open("w") as file:
        file.write(HALF)
        file.flush()
        assert not (await repository.refresh({"a.md"})).articles
        file.close()
        (tmp_path / "a.md").unlink()
    assert not (await repository.refresh({"a.md"})).articles
    await repository.close()


async def test_a_text_that_is_being_written_is_waited_for_each_time(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": {"title": "One"}})
    repository = await FileRepository.open(tmp_path)
    for title in ("Two", "Three"):
        old = repository.library.articles["a.md"]
        with (tmp_path / "a.md").open("w") as file:
            file.write(article({"title": title}, "text"))
            file.flush()
            await repository.refresh({"a.md"})
            asked = asyncio.create_task(repository.texts(old))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(asyncio.shield(asked), 0.05)
        async with asyncio.timeout(20):
            with pytest.raises(ContentMoved):
                await asked
        assert repository.library.articles["a.md"].title == title
    await repository.close()


async def test_a_writer_that_does_not_end_is_not_waited_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pending_changes, "LONGEST_WAIT", 0.05)
    repository = await FileRepository.open(tmp_path)
    libraries = repository.libraries()
    await next_of(libraries)
    with (tmp_path / "a.md").open("w") as file:
        file.write(HALF)
        file.flush()
        await repository.refresh()
        assert (await next_of(libraries)).articles["a.md"].title == "Two"
    await repository.close()
