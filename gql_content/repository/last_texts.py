import asyncio
from pathlib import Path

from cachetools import LRUCache

from gql_content.library import Library
from gql_content.loading import bytes_in_history
from gql_content.model import Article, Texts
from gql_content.repository.reading_texts import texts_in
from gql_content.repository.remembered_texts import RememberedTexts

__all__ = ["LastTexts"]

MOST_BYTES = 8 << 20
MOST_UNKNOWN = 10_000


class LastTexts:
    """The texts of articles whose files have become invalid: they are on the disk no more.

    Those that were read before are kept; for others, Git is asked.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._texts = RememberedTexts(MOST_BYTES)
        self._unknown: LRUCache[bytes, bool] = LRUCache(MOST_UNKNOWN)
        self._one_at_a_time = asyncio.Lock()

    def keep(self, library: Library, paths: list[str], read_before: RememberedTexts) -> None:
        """Sets aside what was read of those that are stale."""
        for path in paths:
            article = library.article_at(path)
            if article is not None and article.source.stale:
                texts = read_before.get(article.source.digest)
                if texts is not None:
                    self._texts.keep(article.source.digest, texts)

    async def of(self, article: Article) -> Texts | None:
        """The texts of a stale article, None where nobody knows them."""
        digest = article.source.digest
        async with self._one_at_a_time:
            found = self._texts.get(digest)
            if found is None and digest not in self._unknown:
                found = await asyncio.to_thread(self.in_history, article)
                if found is None:
                    self._unknown[digest] = True
                else:
                    self._texts.keep(digest, found)
            return found

    def in_history(self, article: Article) -> Texts | None:
        """The same, out of Git alone, which takes its time."""
        source = article.source
        data = bytes_in_history(self._root, article.path, source.digest, source.size)
        return None if data is None else texts_in(data, article)
