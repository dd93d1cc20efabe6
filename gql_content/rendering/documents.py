"""The documents that were read last, within a bound in bytes."""

from sys import getsizeof

from cachetools import LRUCache

from gql_content.rendering.document import Document, read

Key = tuple[bytes, str]
"""The digest of a file, and the name of the field that holds the text."""

# Measured on real articles: source, two renderings, text, headings and links, at their fullest.
_GROWTH = 6
_OVERHEAD = 4096


class Documents:
    """Remembers documents by a key that changes with their text; for use by one thread."""

    def __init__(self, most_bytes: int) -> None:
        # A document grows as it is asked for more, a cache weighs only once: so by its fullest.
        self._remembered: LRUCache[Key, Document] = LRUCache(most_bytes, weight)

    def read(self, key: Key, source: str) -> Document:
        """The document of `source`, which `key` has to stand for, parsed or not."""
        document = self._remembered.get(key)
        if document is None:
            document = read(source)
            if weight(document) <= self._remembered.maxsize:
                self._remembered[key] = document
        return document


def weight(document: Document) -> int:
    """The bytes that a document may come to hold, roughly."""
    return getsizeof(document.source) * _GROWTH + _OVERHEAD
