"""A folder in which nothing that is done can reach outside of it."""

import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["Confined"]

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
FILE = os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


class Confined:
    """Resolves each path step by step from an open folder, and refuses every link on the way.

    As root, one write through a link to a file of the system would destroy it.
    """

    def __init__(self, root: Path) -> None:
        assert root.resolve() == root, "the way to the folder itself leads through a link"
        self._root = os.open(root, FOLDER)

    def close(self) -> None:
        """Lets go of the folder."""
        os.close(self._root)

    @contextmanager
    def parent(self, path: str, *, make: bool = False) -> Generator[tuple[int, str]]:
        """The open folder of a path, and the name in it."""
        *folders, name = path.split("/")
        assert name not in {"", ".", ".."}
        here = os.dup(self._root)
        try:
            for folder in folders:
                assert folder not in {"", ".", ".."}
                if make:
                    try_to_make(folder, here)
                deeper = os.open(folder, FOLDER, dir_fd=here)
                os.close(here)
                here = deeper
            yield here, name
        finally:
            os.close(here)

    @contextmanager
    def opened(self, path: str, flags: int) -> Generator[int]:
        """A regular file, open; it is no link."""
        with self.parent(path, make=bool(flags & os.O_CREAT)) as (folder, name):
            descriptor = os.open(name, flags | FILE, 0o644, dir_fd=folder)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def write(self, path: str, data: bytes) -> None:
        """Writes a whole file over what is there."""
        with self.opened(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as file:
            os.write(file, data)

    def read(self, path: str) -> bytes:
        """A file's bytes."""
        with self.opened(path, os.O_RDONLY) as file:
            return os.read(file, 1 << 20)

    def rename(self, old: str, new: str) -> None:
        """Renames a file, a folder, or a link itself."""
        with self.parent(old) as (source, was), self.parent(new, make=True) as (target, name):
            os.rename(was, name, src_dir_fd=source, dst_dir_fd=target)

    def unlink(self, path: str) -> None:
        """Deletes a file, or a link itself."""
        with self.parent(path) as (folder, name):
            os.unlink(name, dir_fd=folder)

    def link(self, path: str, target: str) -> None:
        """Makes a link; where it leads is never followed from here."""
        with self.parent(path, make=True) as (folder, name):
            os.symlink(target, name, dir_fd=folder)

    def make_folder(self, path: str) -> None:
        """Makes a folder, and those above it."""
        with self.parent(f"{path}/x", make=True):
            pass

    def remove_tree(self, path: str) -> None:
        """Deletes a folder and all in it."""
        assert shutil.rmtree.avoids_symlink_attacks
        with self.parent(path) as (folder, name):
            shutil.rmtree(name, dir_fd=folder)

    def entries(self, path: str = "") -> Iterator[os.DirEntry[str]]:
        """What lies in a folder, sorted by name."""
        with self.parent(f"{path}/x" if path else "x") as (folder, _), os.scandir(folder) as found:
            yield from sorted(found, key=lambda entry: entry.name)


def try_to_make(name: str, folder: int) -> None:
    with suppress(FileExistsError):
        os.mkdir(name, 0o755, dir_fd=folder)
