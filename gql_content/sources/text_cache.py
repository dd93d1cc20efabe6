"""Long texts, read on demand; those of last good versions are kept."""

import asyncio
from pathlib import Path
from threading import Lock

from cachetools import LRUCache

from gql_content.library import Library
from gql_content.model import Article, Texts
from gql_content.sources.git_versions import bytes_in_history
from gql_content.sources.last_good_versions import LastVersions

__all__ = ["LastTexts", "RememberedTexts", "size_of", "texts_in"]


class RememberedTexts(LRUCache[bytes, Texts]):
    """Texts by the digest of their file; beyond a bound the least recently used are dropped."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__(most_bytes, getsizeof=size_of)

    def keep(self, digest: bytes, texts: Texts) -> None:
        """Remembers `texts`, unless they alone exceed the bound."""
        if size_of(texts) <= self.maxsize:
            self[digest] = texts


def size_of(texts: Texts) -> int:
    """About how many bytes these texts take in memory; a character may take four."""
    return 4 * (len(texts.answer or "") + len(texts.body or "")) + len(texts.front_matter) + 500


def texts_in(data: bytes, article: Article) -> Texts | None:
    """The texts in the bytes of an article's file; None where it is no article."""
    from gql_content.content import read_texts  # which a warm start does not need

    return read_texts(article.path, data)


MOST_BYTES = 8 << 20
MOST_UNKNOWN = 10_000


class LastTexts:
    """The texts of articles whose files have become invalid: they are on the disk no more.

    Those that were read before are kept, here and with the last good versions; for others, Git is
    asked. Threads may share this.
    """

    def __init__(self, root: Path, versions: LastVersions | None = None) -> None:
        self._root = root
        self._versions = versions
        self._texts = RememberedTexts(MOST_BYTES)
        self._unknown: LRUCache[bytes, bool] = LRUCache(MOST_UNKNOWN)
        self._guard = Lock()
        self._one_at_a_time = Lock()

    def keep(self, library: Library, paths: list[str], read_before: RememberedTexts) -> None:
        """Sets aside what was read of those that are stale."""
        for path in paths:
            article = library.article_at(path)
            if article is not None and article.source.stale:
                texts = read_before.get(article.source.digest)
                if texts is not None:
                    self.remember(article.source.digest, texts)

    def remember(self, digest: bytes, texts: Texts) -> None:
        """Sets aside the texts of a version."""
        with self._guard:
            self._texts.keep(digest, texts)
            self._unknown.pop(digest, None)

    def remembered(self, digest: bytes) -> Texts | None:
        """Those that are set aside here."""
        with self._guard:
            return self._texts.get(digest)

    async def of(self, article: Article) -> Texts | None:
        """The texts of a stale article, None where nobody knows them."""
        found = self.remembered(article.source.digest)
        return await asyncio.to_thread(self.find, article) if found is None else found

    def find(self, article: Article) -> Texts | None:
        """The same, in a thread; it may take some seconds."""
        digest = article.source.digest
        with self._one_at_a_time:
            found = self.remembered(digest)
            if found is None and digest not in self._unknown:
                found = self._with_version(article) or self._in_history(article)
                if found is None:
                    self._unknown[digest] = True
                else:
                    self.remember(digest, found)
            return found

    def _with_version(self, article: Article) -> Texts | None:
        version = None if self._versions is None else self._versions.read(article.path)
        is_same = version is not None and version.article.source.digest == article.source.digest
        return version.texts if version is not None and is_same else None

    def _in_history(self, article: Article) -> Texts | None:
        source = article.source
        data = bytes_in_history(self._root, article.path, source.digest, source.size)
        return None if data is None else texts_in(data, article)
