"""Events may come in any order, twice, or not at all: a sweep, and all is as on the disk."""

import asyncio
import os
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from gql_content.library import Library
from gql_content.sources import FileRepository, Selection, load_folder, reconciler
from gql_content.sources.unchanged_files import TURNS
from tests.folder import article, write
from tests.loading.unhurried import UNHURRIED

PATHS = st.sampled_from(["a.md", "b.md", "x/a.md", "x/y/a.md", "x/y/B.md", "z/a.md"])
FOLDERS = st.sampled_from(["x", "x/y", "z", "new"])
TEXTS = st.sampled_from(
    [article({"title": title, "url": url}) for title in ("A", "B") for url in ("/a", "/b")]
)
BROKEN = "---\ntitle: [\n---\n"
MOMENT = (1_700_000_000, 1_700_000_000)


class Folder(RuleBasedStateMachine):
    """A folder that changes, and a repository that is told of it in whatever way."""

    loop: ClassVar[asyncio.AbstractEventLoop]
    few: ClassVar[int] = reconciler.FEW

    @initialize()
    def begin(self) -> None:
        self.root = Path(mkdtemp())
        self.patched = pytest.MonkeyPatch()
        self.patched.setattr(reconciler, "FEW", self.few)
        self.patched.setattr(reconciler, "FEW_HINTS", self.few)
        self.loop = asyncio.new_event_loop()  # pyright: ignore[reportAttributeAccessIssue] - one each
        self.repository = self.loop.run_until_complete(FileRepository.open(self.root))
        self.events: list[str] = []
        self.has_old_times = False

    @rule(path=PATHS, text=TEXTS)
    def save(self, path: str, text: str) -> None:
        if not self.is_in_the_way(path):
            write(self.root, {path: text})
            self.events.append(path)

    @rule(path=PATHS, text=TEXTS)
    def save_with_an_old_time(self, path: str, text: str) -> None:
        self.save(path, text)
        if (self.root / path).is_file():
            os.utime(self.root / path, MOMENT)
            self.has_old_times = True

    @rule(path=PATHS)
    def break_and_mend(self, path: str) -> None:
        self.save(path, BROKEN)
        self.told_in_order()
        self.save(path, article({"title": "mended"}))

    @rule(path=PATHS)
    def delete(self, path: str) -> None:
        if (self.root / path).is_file():
            (self.root / path).unlink()
            self.events.append(path)

    @rule(old=FOLDERS, new=FOLDERS)
    def move_folder(self, old: str, new: str) -> None:
        source, target = self.root / old, self.root / new
        is_free = target.parent.is_dir() and not target.exists()
        if source.is_dir() and is_free and not target.is_relative_to(source):
            source.rename(target)
            self.events += [old, new]

    @rule(folder=FOLDERS)
    def delete_folder(self, folder: str) -> None:
        if (self.root / folder).is_dir():
            shutil.rmtree(self.root / folder)
            self.events.append(folder)

    @rule(data=st.data())
    def told_of_some(self, data: st.DataObject) -> None:
        if self.events:
            some = data.draw(st.lists(st.sampled_from(self.events), max_size=6))
            self.refresh(some)

    @rule()
    def told_in_order(self) -> None:
        for path in self.events:
            self.refresh([path])
        self.events.clear()

    @rule()
    def lose_all_events(self) -> None:
        self.events.clear()

    @rule()
    def sweep(self) -> None:
        """One finds all that names, sizes and times tell; for the bytes each file has its turn."""
        cold = meaning(load_folder(self.root, Selection()).library)
        for _ in range(TURNS if self.has_old_times else 1):
            self.refresh(None)
            if meaning(self.repository.library) == cold:
                break
        assert meaning(self.repository.library) == cold

    @invariant()
    def what_is_served_was_once_there(self) -> None:
        if hasattr(self, "repository"):
            library = self.repository.library
            assert meaning(library) == meaning(Library.of(library.entries))

    def refresh(self, hints: list[str] | None) -> None:
        self.loop.run_until_complete(self.repository.refresh(hints))

    def is_in_the_way(self, path: str) -> bool:
        return (self.root / path).is_dir()

    def teardown(self) -> None:
        if hasattr(self, "repository"):
            self.sweep()
            self.loop.run_until_complete(self.repository.close())
            self.loop.close()
            self.patched.undo()
            shutil.rmtree(self.root)


def meaning(library: Library) -> object:
    """All that a library says, without the times of its files."""
    articles = {
        path: (one.url, one.title, one.source.digest) for path, one in library.articles.items()
    }
    return library.revision, articles, library.problems


class FolderOfLargeChanges(Folder):
    """The same, where two files are so many that they are read aside, as thousands are."""

    few = 1


TestFolder = Folder.TestCase
TestFolder.settings = settings(UNHURRIED, max_examples=40, stateful_step_count=20)
TestFolderOfLargeChanges = FolderOfLargeChanges.TestCase
TestFolderOfLargeChanges.settings = settings(UNHURRIED, max_examples=30, stateful_step_count=20)
