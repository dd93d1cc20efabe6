"""A repository over a folder."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic

import aiofiles

from gql_content.errors import ContentMoved, TextUnavailable
from gql_content.files import Progress, Reader, locate, silent, stable_opener
from gql_content.library import Diff, Library
from gql_content.model import Article, Problem, Texts
from gql_content.pacing import pause
from gql_content.search import SearchIndex
from gql_content.sources.content_search import Indexing
from gql_content.sources.file_filter import Selection
from gql_content.sources.folder_diff import ROOT, Change
from gql_content.sources.folder_loader import Loading, load_folder
from gql_content.sources.reconciler import Looking
from gql_content.sources.revision_history import Publication
from gql_content.sources.rule_runner import Checking, Found
from gql_content.sources.snapshot import Snapshots
from gql_content.sources.text_cache import LastTexts, RememberedTexts, texts_in
from gql_content.sources.version_recovery import Recalling

__all__ = ["FileRepository"]


TEXT_BYTES = 32 << 20


class FileRepository:
    """Content in a folder: front matter in memory, texts read from the files on demand."""

    def __init__(
        self,
        root: Path,
        selection: Selection,
        loading: Loading,
        snapshots: Snapshots | None = None,
        text_bytes: int = TEXT_BYTES,
        index: SearchIndex | None = None,
        on_refreshed: Callable[[float], None] = lambda _: None,
        checking: Checking | None = None,
    ) -> None:
        """`on_refreshed` is told how many seconds each refresh took."""
        self.root = root
        self._on_refreshed = on_refreshed
        self._snapshots = snapshots
        self._texts = RememberedTexts(text_bytes)
        versions = None if snapshots is None else snapshots.last_versions
        self._last_texts = LastTexts(root, versions)
        self._publication = Publication(loading.library)
        self._looking = Looking(
            root, selection, loading.stamps, lambda: self._publication.library, self._take
        )
        self._looking.has_news = loading.has_news
        self._recalling = Recalling(
            root,
            lambda: self._publication.library,
            self._looking.replace,
            self._last_texts,
            versions,
        )
        self._checking = checking
        self._indexing = (
            None
            if index is None
            else Indexing(index, self._texts_for_index, lambda: self._looking.is_busy)
        )

    @classmethod
    async def open(
        cls,
        root: Path,
        selection: Selection = Selection(),  # noqa: B008 - a frozen value
        *,
        snapshots: Snapshots | None = None,
        progress: Progress = silent,
        text_bytes: int = TEXT_BYTES,
        index: SearchIndex | None = None,
    ) -> "FileRepository":
        """The repository of a folder, loaded."""
        loading = await asyncio.to_thread(load_folder, root, selection, snapshots, progress)
        return cls(root, selection, loading, snapshots, text_bytes, index)

    @property
    def library(self) -> Library:
        """See `Repository`, here and below."""
        return self._publication.library

    @property
    def lacks_root(self) -> bool:
        """Whether the content root was missing when it was last looked for."""
        return self._looking.lacks_root

    @property
    def loaded_at(self) -> datetime:
        return self._publication.loaded_at

    @property
    def index(self) -> SearchIndex | None:
        return None if self._indexing is None else self._indexing.index

    async def settled_index(self) -> SearchIndex | None:
        if self._indexing is not None:
            await self._indexing.settled()
        return self.index

    def libraries(self) -> AsyncIterator[Library]:
        return self._publication.libraries()

    def changed_since(self, revision: str) -> Diff | None:
        return self._publication.changed_since(revision)

    async def refresh(self, paths: Collection[str] | None = None) -> Library:
        began = monotonic()
        if paths is None:
            await self._looking.everywhere()
        else:
            await self._looking.at(paths)
        if paths is None or paths:
            self._on_refreshed(monotonic() - began)
        if paths is None:
            await self._recalling.everything()
        if self._indexing is not None:
            await self._indexing.settled()
        return self.library

    async def _take(self, change: Change) -> None:
        """Publishes the library of a change."""
        self._last_texts.keep(change.library, list(change.stamps), self._texts)
        before, after = self.library, change.library
        if after is not before:
            self._publication.publish(after)
            self._recalling.follow(before, after, (*change.stamps, *change.removed))
            if self._indexing is not None:
                self._indexing.follow(before, after, len(change.stamps) + len(change.removed))

    async def texts(self, article: Article) -> Texts:
        digest = article.source.digest
        found = self._texts.get(digest)
        if found is None:
            found = await self._read(article)
            self._texts.keep(digest, found)
        return found

    async def found(self, library: Library) -> Found:
        if self._checking is None:
            return Found(library.revision, library.problems, checked=False)
        return await self._checking.found(library)

    @property
    def latest_problems(self) -> tuple[Problem, ...]:
        """What is wrong in the content as far as it is known now, for figures: nothing waits."""
        if self._checking is None:
            return self.library.problems
        return self._checking.latest(self.library)

    async def check(self) -> Found:
        """Applies the rules to the current library, if there are any, however long that takes."""
        if self._checking is None:
            return await self.found(self.library)
        return await self._checking.bring(self.library)

    async def bring_index(self) -> None:
        """Brings the search index to the current library, however long that takes."""
        brought = None
        while self._indexing is not None and brought is not self.library:
            brought = self.library
            await self._indexing.bring(brought)
        if self._indexing is not None:
            await self._indexing.tidy()

    async def recall(self) -> None:
        """Brings the last good versions of invalid files together with what others know of them."""
        await self._recalling.everything()
        await self._recalling.tidy()

    async def close(self) -> None:
        """Lets go of the search index, and of the rules; nothing can be searched any more."""
        await self._looking.finishing.stop()
        await self._recalling.stop()
        if self._checking is not None:
            await self._checking.close()
        if self._indexing is not None:
            await self._indexing.close()

    async def save(self) -> None:
        """Writes the snapshot for the next start, if there is a place for it and news to write.

        That the one before is gone, with the state directory, is news too.
        """
        if self._snapshots is None:
            return
        if not self._looking.has_news and await asyncio.to_thread(self._snapshots.path.exists):
            return
        loading = Loading(
            library=self.library, stamps=dict(self._looking.stamps), parsed=0, reused=0
        )
        self._looking.has_news = False
        try:
            await asyncio.to_thread(write, self._snapshots, loading)
        except BaseException:
            self._looking.has_news = True
            raise

    async def _read(self, article: Article) -> Texts:
        # Who stops waiting for it would leave a file open.
        data = await asyncio.shield(self._bytes(article))
        if data is None or sha256(data).digest() != article.source.digest:
            await self._looking.end_of(article.path)
            last = await self._last_texts.of(article) if article.source.stale else None
            if last is None:
                raise self._missing(article)
            return last
        await pause()  # many files that were read at the same time are here at the same time
        texts = texts_in(data, article)
        if texts is None:
            raise TextUnavailable(article.path)
        return texts

    async def _bytes(self, article: Article) -> bytes | None:
        try:
            located = locate(self.root, article.path)
            async with aiofiles.open(located, "rb", opener=stable_opener) as file:
                return await file.read(article.source.size + 1)
        except OSError:
            return None

    def _texts_for_index(self, article: Article) -> Texts | None:
        """Called in a thread, once for each article: these texts are not worth remembering."""
        try:
            data = Reader(self.root).read(article.path).data
        except OSError:
            return None
        if sha256(data).digest() == article.source.digest:
            return texts_in(data, article)
        return self._last_texts.find(article) if article.source.stale else None

    def _missing(self, article: Article) -> ContentMoved | TextUnavailable:
        """A file that became invalid is known to differ: looking again would bring nothing."""
        entry = self.library.entries.get(article.path)
        is_served = entry is not None and entry.article == article
        if ROOT in self.library.entries or (is_served and article.source.stale):
            return TextUnavailable(article.path)
        return ContentMoved(article.path)


def write(snapshots: Snapshots, loading: Loading) -> None:
    snapshots.write(loading.files())
