"""What stood at a path before is known again when it comes back."""

import os
from pathlib import Path

from gql_content.library import Entry, Library
from gql_content.sources import FileRepository, Selection, load_folder, recognised
from gql_content.sources.folder_diff import MOST, Former
from tests.folder import write

OLD_NS = 1_700_000_000_000_000_000


def library(root: Path) -> Library:
    return load_folder(root, Selection()).library


def test_a_file_that_comes_back_is_recognised_and_no_other_is(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": {"title": "One"}, "b.md": {"title": "Two"}})
    former = library(tmp_path).entries
    write(tmp_path, {"b.md": {"title": "Another"}})
    os.utime(tmp_path / "a.md", ns=(OLD_NS, OLD_NS))
    [found] = recognised(tmp_path, former)
    assert found.path == "a.md"
    assert found.entry == library(tmp_path).entries["a.md"]
    assert found.entry.article is not None
    assert found.entry.article.source.mtime_ns == OLD_NS


def test_what_has_changed_is_kept_and_what_has_not_is_no_news(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": {"title": "One"}, "b.md": {"title": "Two"}})
    before = library(tmp_path)
    write(tmp_path, {"a.md": {"title": "Other"}})
    after = library(tmp_path)
    former = Former()
    former.keep(before.entries, before.entries, ["a.md", "b.md"])
    assert former.entries == {}
    former.keep(before.entries, after.entries, ["a.md", "gone.md"])
    assert former.entries == {"a.md": before.entries["a.md"]}


def test_of_many_the_last_are_kept() -> None:
    entries = {f"{number}.md": Entry(b"%d" % number, None) for number in range(MOST + 10)}
    former = Former()
    former.keep(entries, {}, entries)
    assert list(former.entries) == list(entries)[10:]


async def test_a_last_good_version_is_that_of_its_own_time(tmp_path: Path) -> None:
    """Broken bytes that come back must not bring an older article with them."""
    broken = "---\ntitle: [\n---\n"
    write(tmp_path, {"a.md": {"title": "One"}})
    repository = await FileRepository.open(tmp_path)
    for content in (broken, {"title": "Two"}, broken):
        write(tmp_path, {"a.md": content})
        await repository.refresh(["a.md"])
    assert repository.library.articles["a.md"].title == "Two"
    assert repository.library.articles["a.md"].source.stale
