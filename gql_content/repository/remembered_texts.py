from cachetools import LRUCache

from gql_content.model import Texts

__all__ = ["RememberedTexts", "size_of"]


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
