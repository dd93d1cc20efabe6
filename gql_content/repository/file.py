import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic

import aiofiles

from gql_content.errors import ContentMoved, TextUnavailable
from gql_content.library import Diff, Library
from gql_content.loading import (
    LONGEST_WAIT,
    GitWork,
    Loading,
    Progress,
    Reader,
    Selection,
    Snapshots,
    Stamp,
    load_folder,
    locate,
    silent,
    stable_opener,
)
from gql_content.model import Article, Texts
from gql_content.parsing import read_texts
from gql_content.repository.checking import Checking, Found
from gql_content.repository.comparing import Change, Comparison
from gql_content.repository.finishing import Finishing
from gql_content.repository.indexing import Indexing
from gql_content.repository.missing_root import ROOT, identity_of
from gql_content.repository.publication import Publication
from gql_content.repository.remembered_texts import RememberedTexts
from gql_content.search import SearchIndex

__all__ = ["FileRepository"]

TEXT_BYTES = 32 << 20
LAST_GOOD_BYTES = 8 << 20
FEW_DIFFERENCES = 1_000  # to look at each by itself takes no longer than to look at everything


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
        self._selection = selection
        self._snapshots = snapshots
        self._stamps = loading.stamps
        self._texts = RememberedTexts(text_bytes)
        self._last_good = RememberedTexts(LAST_GOOD_BYTES)
        self._publication = Publication(loading.library)
        self._refreshing = asyncio.Lock()
        self._finishing = Finishing(self._look)
        self._git = GitWork(root)
        self._git_traces = self._git.traces()
        self._seen_root = identity_of(root)
        self._sweeps = 0
        self._has_news = loading.parsed > 0
        self._checking = checking
        self._indexing = None if index is None else Indexing(index, self._texts_for_index)

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
    def loaded_at(self) -> datetime:
        return self._publication.loaded_at

    @property
    def index(self) -> SearchIndex | None:
        return None if self._indexing is None else self._indexing.index

    def libraries(self) -> AsyncIterator[Library]:
        return self._publication.libraries()

    def changed_since(self, revision: str) -> Diff | None:
        return self._publication.changed_since(revision)

    async def refresh(self, paths: Collection[str] | None = None) -> Library:
        await self._look(await self._differing() if paths is None else paths)
        return self.library

    async def _differing(self) -> Collection[str] | None:
        """What a sweep has to look at; None where that is everything.

        To find it takes as long as there are files. A file that is saved meanwhile need not wait.
        """
        if ROOT in self._stamps or identity_of(self.root) != self._seen_root:
            return None
        self._sweeps += 1
        stamps = dict(self._stamps)
        found = await asyncio.to_thread(self._comparison(stamps).differing)
        return found if len(found) <= FEW_DIFFERENCES else None

    async def _look(self, paths: Collection[str] | None) -> Collection[str]:
        """Publishes what `paths` have become, but for those that are still being written."""
        async with self._refreshing:
            began = monotonic()
            change = await self._change(paths)
            if change is None:
                return ()
            self._keep_last_good(change)
            if change.library is not self.library:
                if self._indexing is not None:
                    files = len(change.stamps) + len(change.removed)
                    await self._indexing.follow(self.library, change.library, files)
                self._publication.publish(change.library)
            # Only now, so that a refresh that was cancelled leaves the change to the next one.
            self._note(change)
            self._on_refreshed(monotonic() - began)
            self._finishing.begin(change.unfinished)
            return change.unfinished

    async def _change(self, paths: Collection[str] | None) -> Change | None:
        """What has changed, read while Git kept still; None where there is nothing to look at.

        Switching a branch is one revision: where Git has been at work, all is compared, and where
        it began meanwhile, again.
        """
        began = monotonic()
        while True:
            traces = await self._git.rest()
            whole = paths is None or traces != self._git_traces
            if not whole and not paths:
                return None
            self._sweeps += whole
            comparison = self._comparison(self._stamps)
            hints = None if whole else paths
            overdue = self._finishing.overdue
            change = await asyncio.to_thread(comparison.change, hints, overdue)
            if self._git.traces() == traces or monotonic() - began > LONGEST_WAIT:
                self._git_traces = traces
                return change

    def _comparison(self, stamps: Mapping[str, Stamp]) -> Comparison:
        return Comparison(
            root=self.root,
            selection=self._selection,
            library=self.library,
            stamps=stamps,
            seen_root=self._seen_root,
            turn=self._sweeps,
        )

    async def texts(self, article: Article) -> Texts:
        digest = article.source.digest
        found = self._texts.get(digest) or self._last_good.get(digest)
        if found is None:
            found = await self._read(article)
            self._texts.keep(digest, found)
        return found

    async def found(self, library: Library) -> Found:
        if self._checking is None:
            return Found(library.revision, library.problems, checked=False)
        return await self._checking.found(library)

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

    async def close(self) -> None:
        """Lets go of the search index, and of the rules; nothing can be searched any more."""
        await self._finishing.stop()
        if self._checking is not None:
            await self._checking.close()
        if self._indexing is not None:
            await self._indexing.close()

    async def save(self) -> None:
        """Writes the snapshot for the next start, if there is a place for it and news to write."""
        if self._snapshots is None or not self._has_news:
            return
        loading = Loading(library=self.library, stamps=dict(self._stamps), parsed=0, reused=0)
        self._has_news = False
        try:
            await asyncio.to_thread(write, self._snapshots, loading)
        except BaseException:
            self._has_news = True
            raise

    def _keep_last_good(self, change: Change) -> None:
        """Texts of files that have become invalid are in no file any more: they are kept apart."""
        for path in change.stamps:
            article = change.library.article_at(path)
            if article is not None and article.source.stale:
                texts = self._texts.get(article.source.digest)
                if texts is not None:
                    self._last_good.keep(article.source.digest, texts)

    def _note(self, change: Change) -> None:
        self._has_news |= bool(change.removed) or any(
            self._stamps.get(path) != stamp for path, stamp in change.stamps.items()
        )
        for path in change.removed:
            self._stamps.pop(path, None)
        self._stamps.update(change.stamps)
        if ROOT not in self._stamps:
            self._seen_root = identity_of(self.root)

    @property
    def lacks_root(self) -> bool:
        """Whether the content root was missing when it was last looked for."""
        return ROOT in self.library.entries or self._seen_root is None

    async def _read(self, article: Article) -> Texts:
        try:
            located = locate(self.root, article.path)
            async with aiofiles.open(located, "rb", opener=stable_opener) as file:
                data = await file.read(article.source.size + 1)
        except OSError:
            data = None
        if data is None or sha256(data).digest() != article.source.digest:
            await self._finishing.end_of(article.path)
            raise self._missing(article)
        texts = read_texts(article.path, data)
        if texts is None:
            raise TextUnavailable(article.path)
        return texts

    def _texts_for_index(self, article: Article) -> Texts | None:
        """Called in a thread, once for each article: these texts are not worth remembering."""
        try:
            data = Reader(self.root).read(article.path).data
        except OSError:
            return None
        known = sha256(data).digest() == article.source.digest
        return read_texts(article.path, data) if known else None

    def _missing(self, article: Article) -> ContentMoved | TextUnavailable:
        """A file that became invalid is known to differ: looking again would bring nothing."""
        entry = self.library.entries.get(article.path)
        is_served = entry is not None and entry.article == article
        if ROOT in self.library.entries or (is_served and article.source.stale):
            return TextUnavailable(article.path)
        return ContentMoved(article.path)


def write(snapshots: Snapshots, loading: Loading) -> None:
    snapshots.write(loading.files())
