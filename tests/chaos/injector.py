"""Changes of every kind that a content folder sees, in an order that a seed decides."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from time import monotonic, sleep

from tests.chaos.confined import Confined
from tests.chaos.story import UNKNOWN, Story, article
from tests.git import Git

__all__ = ["Injector"]

FOLDERS = ("", "one", "one/deep", "two", "two/deep/er", "three")
NAMES = tuple(f"{letter}.md" for letter in "abcdefghijkl")
BROKEN = b"---\ntitle: [\n---\n"
ATTEMPTS = 5


class Injector:
    """Changes the files of one folder. `canary` is a file outside, which nobody may ever see.

    Of two branches, `right` has versions up to `last_of_right`, and `left` later ones.
    """

    def __init__(self, root: Path, canary: Path, seed: int, branch_files: int) -> None:
        self.story = Story()
        self.done: dict[str, int] = {}
        self._random = Random(seed)  # noqa: S311 - a seed is to give the same storm again
        self._files = Confined(root)
        self._canary = canary
        self._number = seed * 1_000_000
        self._branch = "left"
        self._broken: set[str] = set()
        self.last_of_right = self._number + branch_files
        self._git = Git(root)
        self._prepare_branches(root, branch_files)
        self._kinds: dict[Callable[[], None], int] = {
            self.create: 8,
            self.modify: 25,
            self.slow_write: 2,
            self.replace: 15,
            self.save_as_vim: 8,
            self.rename: 6,
            self.change_case: 2,
            self.delete: 6,
            self.truncate: 3,
            self.break_: 4,
            self.mend: 4,
            self.move_tree: 2,
            self.delete_tree: 1,
            self.edit_in_same_moment: 4,
            self.link_inside: 2,
            self.link_outside: 2,
            self.link_to_itself: 1,
            self.make_pipe: 1,
            self.race_for_folder: 3,
            self.touch: 2,
        }

    def close(self) -> None:
        """Lets go of the folder."""
        self._files.close()

    def act(self) -> None:
        """One change, whichever comes."""
        [kind] = self._random.choices(list(self._kinds), list(self._kinds.values()))
        self._do(kind)

    def switch_branch(self) -> None:
        """Thousands of files at once."""
        self._branch = "right" if self._branch == "left" else "left"
        began = monotonic()
        self._git("checkout", "-q", self._branch)
        self.story.switched(began)
        self._count("switch_branch")

    def calm_down(self) -> None:
        """Takes away what is broken: only a living service knows last good versions."""
        for path in self._all_files():
            self._take_away_if_broken(path)

    def create(self) -> None:
        self._write(self._any_path(), self._new())

    def modify(self) -> None:
        self._write(self._existing(), self._new())

    def slow_write(self) -> None:
        path, (title, data) = self._any_path(), self._new()
        half = len(data) - 20
        with self._files.opened(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as file:
            os.write(file, data[:half])
            sleep(self._random.uniform(0.01, 0.1))
            os.write(file, data[half:])
        self.story.tell(path, title)

    def replace(self) -> None:
        path, (title, data) = self._existing(), self._new()
        aside = f"{path}.tmp"
        self._files.write(aside, data)
        self._files.rename(aside, path)
        self.story.tell(path, title)

    def save_as_vim(self) -> None:
        path, (title, data) = self._existing(), self._new()
        folder = path.rpartition("/")[0]
        probe = f"{folder}/4913" if folder else "4913"
        self._files.write(probe, b"")
        self._files.unlink(probe)
        self._files.rename(path, f"{path}~")
        self._files.write(path, data)
        self.story.tell(path, title)
        self._files.unlink(f"{path}~")

    def rename(self) -> None:
        old, new = self._existing(), self._any_path()
        self._files.rename(old, new)
        self.story.move(old, new)

    def change_case(self) -> None:
        old = self._existing()
        folder, slash, name = old.rpartition("/")
        new = folder + slash + name.swapcase().replace(".MD", ".md")
        self._files.rename(old, new)
        self.story.move(old, new)

    def delete(self) -> None:
        path = self._existing()
        self._files.unlink(path)
        self.story.tell(path, None)

    def truncate(self) -> None:
        path = self._existing()
        self._broken.add(path)
        with self._files.opened(path, os.O_WRONLY) as file:
            os.ftruncate(file, self._random.randrange(30))
        self.story.tell(path, UNKNOWN)

    def break_(self) -> None:
        path = self._existing()
        self._broken.add(path)
        self._files.write(path, BROKEN)
        self.story.tell(path, None)

    def mend(self) -> None:
        for path in sorted(self._broken):
            self._take_away_if_broken(path)
        self._broken.clear()

    def move_tree(self) -> None:
        old = self._random.choice([folder for folder in FOLDERS if folder])
        new = f"moved/{self._random.randrange(3)}"
        self._files.rename(old, new)
        self.story.move(old, new)

    def delete_tree(self) -> None:
        folder = self._random.choice(["moved", "three", "two/deep", "race"])
        self._files.remove_tree(folder)
        self.story.leave(folder)

    def edit_in_same_moment(self) -> None:
        path = self._existing()
        data = self._files.read(path)
        self._number += 1
        title, new = article(self._number, data.count(b"harbour") - 1)
        with self._files.opened(path, os.O_WRONLY) as file:
            before = os.fstat(file)
            os.write(file, new)
            os.ftruncate(file, len(new))
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        self.story.tell(path, title)

    def link_inside(self) -> None:
        self._files.link(self._free("alias"), self._random.choice(NAMES))

    def link_outside(self) -> None:
        self._files.link(self._free("outside"), str(self._canary))

    def link_to_itself(self) -> None:
        path = self._free("itself")
        self._files.link(path, path)

    def make_pipe(self) -> None:
        with self._files.parent(self._free("pipe")) as (folder, name):
            os.mkfifo(name, dir_fd=folder)

    def race_for_folder(self) -> None:
        self._number += 1
        base = f"race/{self._number}"
        for part in ("x", "x/y", "x/y/z"):
            self._write(f"{base}/{part}/a.md", self._new())

    def touch(self) -> None:
        with self._files.opened(self._existing(), os.O_WRONLY) as file:
            os.utime(file)

    def _do(self, kind: Callable[[], None]) -> None:
        try:
            kind()
        except (FileNotFoundError, FileExistsError, NotADirectoryError, IsADirectoryError):
            return  # What it needs is not there, or in its way.
        except OSError:
            return  # A link stands there, or a folder that is not empty.
        self._count(kind.__name__)

    def _count(self, name: str) -> None:
        self.done[name] = self.done.get(name, 0) + 1

    def _write(self, path: str, version: tuple[str, bytes]) -> None:
        title, data = version
        self._files.write(path, data)
        self.story.tell(path, title)

    def _new(self) -> tuple[str, bytes]:
        self._number += 1
        return article(self._number, self._random.randrange(1, 60))

    def _any_path(self) -> str:
        folder = self._random.choice(FOLDERS)
        return "/".join(filter(None, (folder, self._random.choice(NAMES))))

    def _existing(self) -> str:
        """A file that is there: which, a walk from the root decides, so that it costs little."""
        for _ in range(ATTEMPTS):
            path = ""
            while names := self._names(path):
                path, is_folder = self._random.choice(names)
                if not is_folder:
                    return path
        return self._any_path()

    def _take_away_if_broken(self, path: str) -> None:
        try:
            is_broken = b"digest: " not in self._files.read(path)
        except OSError:
            is_broken = True
        if is_broken:
            with suppress(FileNotFoundError):
                self._files.unlink(path)

    def _free(self, stem: str) -> str:
        return f"{stem}-{self._random.randrange(5)}.md"

    def _all_files(self, folder: str = "") -> list[str]:
        found: list[str] = []
        for path, is_folder in self._names(folder):
            found += self._all_files(path) if is_folder else [path]
        return found

    def _names(self, folder: str) -> list[tuple[str, bool]]:
        """The files and folders in a folder; true for a folder."""
        found: list[tuple[str, bool]] = []
        for entry in self._files.entries(folder):
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name in {".git", "branch"}:
                continue
            if entry.is_dir(follow_symlinks=False):
                found.append((path, True))
            elif entry.is_file(follow_symlinks=False) and path.endswith(".md"):
                found.append((path, False))
        return sorted(found)

    def _prepare_branches(self, root: Path, count: int) -> None:
        """Two branches that differ in every file of one folder; Git minds nothing else."""
        for branch in ("right", "left"):
            for number in range(count):
                self._files.write(f"branch/{number:05}.md", self._new()[1])
            self._git("checkout", "-q", "-B", branch)
            self._git("add", "branch")
            self._git("commit", "-q", "-m", branch)
        assert (root / ".git").is_dir()
