from collections.abc import AsyncIterator, Collection
from datetime import datetime
from typing import Protocol

from gql_content.library import Diff, Library
from gql_content.model import Article, Texts
from gql_content.repository.checking import Found
from gql_content.search import SearchIndex

__all__ = ["Repository"]


class Repository(Protocol):
    """Where content comes from. `FileRepository` and `MemoryRepository` pass one suite of tests."""

    @property
    def library(self) -> Library:
        """All content, as it is now."""
        ...

    @property
    def loaded_at(self) -> datetime:
        """When the current library was published."""
        ...

    async def settled_index(self) -> SearchIndex | None:
        """The search index, at the current revision unless it is being built.

        It is brought along with each small change, and that is waited for.
        """
        ...

    async def texts(self, article: Article) -> Texts:
        """The long texts of an article of a library this repository gave out.

        Raises `ContentMoved` where the file is another by now, `TextUnavailable` where the article
        is a last good version whose text is gone.
        """
        ...

    async def found(self, library: Library) -> Found:
        """What is wrong in a library of this repository, and whether the rules have been applied.

        It waits a moment for rules that are being applied, and never longer.
        """
        ...

    async def refresh(self, paths: Collection[str] | None = None) -> Library:
        """Compares files with the library and publishes the next one if they differ.

        Each path, relative to the root, is a hint: a file, a folder, or something that is gone.
        None compares everything.
        """
        ...

    def libraries(self) -> AsyncIterator[Library]:
        """The library as it is now, then each next one; a slow reader skips to the newest."""
        ...

    def changed_since(self, revision: str) -> Diff | None:
        """By what the current library differs from the one at `revision`.

        None where that is not known any more, or never was: any article may be another.
        """
        ...
