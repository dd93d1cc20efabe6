from cachetools import LRUCache

from gql_content.web.caching.kept import Kept
from gql_content.web.caching.request import Key

__all__ = ["Remembered"]


class Remembered:
    """Answers of one revision, within a bound of bytes; the next revision forgets them all."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._revision = ""
        self._answers = self._none()

    @property
    def is_off(self) -> bool:
        """Whether there is no room for any answer."""
        return self._most == 0

    def get(self, revision: str, key: Key) -> Kept | None:
        """The answer to a request at this revision."""
        return self._answers.get(key) if revision == self._revision else None

    def keep(self, revision: str, kept: Kept) -> bool:
        """Remembers an answer, unless it alone is too large; tells whether it does."""
        if revision != self._revision:
            self._revision, self._answers = revision, self._none()
        fits = kept.size <= self._most
        if fits:
            self._answers[kept.key] = kept
        return fits

    def _none(self) -> LRUCache[Key, Kept]:
        return LRUCache(self._most, getsizeof=lambda kept: kept.size)
