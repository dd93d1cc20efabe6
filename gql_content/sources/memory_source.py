"""A repository over files in memory, for tests and for embedding."""

from collections.abc import AsyncIterator, Collection, Mapping
from datetime import datetime
from hashlib import sha256

from gql_content.errors import TextUnavailable
from gql_content.library import Diff, Entry, Library
from gql_content.model import Article, Texts
from gql_content.search import SearchIndex
from gql_content.sources.last_good_versions import last_good
from gql_content.sources.revision_history import Publication
from gql_content.sources.rule_runner import Found

__all__ = ["MemoryRepository"]


class MemoryRepository:
    """Content in a mapping of paths to bytes: for tests, and for content that lies in no folder."""

    def __init__(self, files: Mapping[str, bytes], index: SearchIndex | None = None) -> None:
        self.files = dict(files)
        self._texts: dict[bytes, Texts] = {}
        self._publication = Publication(
            Library.of(
                {
                    path: last_good(None, self._entry(path, data))
                    for path, data in sorted(files.items())
                }
            )
        )

        self.index = index
        self._bring_index()

    @property
    def library(self) -> Library:
        """See `Repository`, here and below."""
        return self._publication.library

    @property
    def loaded_at(self) -> datetime:
        return self._publication.loaded_at

    def libraries(self) -> AsyncIterator[Library]:
        return self._publication.libraries()

    def changed_since(self, revision: str) -> Diff | None:
        return self._publication.changed_since(revision)

    async def texts(self, article: Article) -> Texts:
        found = self._texts.get(article.source.digest)
        if found is None:
            raise TextUnavailable(article.path)
        return found

    async def found(self, library: Library) -> Found:
        """No rules are applied: they look at files that lie in a folder."""
        return Found(library.revision, library.problems, checked=False)

    async def settled_index(self) -> SearchIndex | None:
        return self.index

    async def refresh(self, paths: Collection[str] | None = None) -> Library:
        before = self.library.entries
        named = set(paths) if paths is not None else self.files.keys() | before.keys()
        known = [path for path in self.files.keys() | before.keys() if covers(named, path)]
        changed = {
            path: last_good(before.get(path), self._entry(path, self.files[path]))
            for path in known
            if path in self.files
        }
        changed = {path: entry for path, entry in changed.items() if entry != before.get(path)}
        removed = [path for path in known if path not in self.files]
        if changed or removed:
            self._publication.publish(self.library.replaced(changed, removed))
            self._bring_index()
        return self.library

    def _bring_index(self) -> None:
        if self.index is not None:
            self.index.update(self.library, lambda one: self._texts.get(one.source.digest))

    def _entry(self, path: str, data: bytes) -> Entry:
        from gql_content.content import parse, read_texts  # which a start does not need

        parsed = parse(path, data)
        digest = sha256(data).digest()
        texts = read_texts(path, data)
        if texts is not None:
            self._texts[digest] = texts
        return Entry(digest, parsed.article, parsed.problems)


def covers(named: Collection[str], path: str) -> bool:
    """Whether a path, or a folder it lies in, is among those named; "" names everything."""
    parts = path.split("/")
    return any("/".join(parts[:depth]) in named for depth in range(len(parts) + 1))
