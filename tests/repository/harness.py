"""One way to change the files of any repository, so that one suite can hold all to the port."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Protocol

from gql_content.library import Library
from gql_content.sources import FileRepository, MemoryRepository, Repository
from tests.folder import article, write

__all__ = ["Files", "FolderFiles", "Harness", "MemoryFiles", "next_of", "texts_of"]

Files = Mapping[str, Mapping[str, object] | str]


class Harness(Protocol):
    """The files of a repository, and the repository."""

    async def open(self, files: Files) -> Repository:
        """A repository of these files."""
        ...

    def write(self, files: Files) -> None:
        """Writes files; nobody is told."""
        ...

    def remove(self, path: str) -> None:
        """Removes a file or a folder."""
        ...

    def rename(self, old: str, new: str) -> None:
        """Renames a file or a folder."""
        ...


class FolderFiles:
    """Files in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    async def open(self, files: Files) -> FileRepository:
        """See `Harness`, here and below."""
        self.root.mkdir()
        self.write(files)
        return await FileRepository.open(self.root)

    def write(self, files: Files) -> None:
        write(self.root, dict(files))

    def remove(self, path: str) -> None:
        if (self.root / path).is_dir():
            shutil.rmtree(self.root / path)
        else:
            (self.root / path).unlink()

    def rename(self, old: str, new: str) -> None:
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(self.root / new)


class MemoryFiles:
    """Files in a mapping."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    async def open(self, files: Files) -> MemoryRepository:
        """See `Harness`, here and below."""
        repository = MemoryRepository(in_bytes(files))
        self.files = repository.files
        return repository

    def write(self, files: Files) -> None:
        self.files.update(in_bytes(files))

    def remove(self, path: str) -> None:
        for one in self._at(path):
            del self.files[one]

    def rename(self, old: str, new: str) -> None:
        for one in self._at(old):
            self.files[new + one.removeprefix(old)] = self.files.pop(one)

    def _at(self, path: str) -> list[str]:
        return [one for one in self.files if one == path or one.startswith(f"{path}/")]


def in_bytes(files: Files) -> dict[str, bytes]:
    return {
        path: (content if isinstance(content, str) else article(content)).encode()
        for path, content in files.items()
    }


async def next_of(libraries: AsyncIterator[Library]) -> Library:
    """The next library of a stream, which has to come soon."""
    async with asyncio.timeout(10):
        return await anext(libraries)


async def texts_of(repository: Repository, path: str) -> tuple[str | None, str | None]:
    """The answer and the body of the article at a path."""
    texts = await repository.texts(repository.library.articles[path])
    return texts.answer, texts.body
