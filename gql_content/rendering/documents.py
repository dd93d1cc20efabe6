"""A cache of Markdown documents, bounded in bytes."""

from sys import getsizeof

from cachetools import LRUCache

from gql_content.rendering.document import MarkdownDocument, read_markdown

DocumentKey = tuple[bytes, str]
"""The digest of a file, and the name of the field that has the text."""

# Measured on real articles: source, two renderings, text, headings and links together.
_MAX_BYTES_PER_SOURCE_BYTE = 6
_DOCUMENT_OVERHEAD_BYTES = 4096


class MarkdownCache:
    """An LRU cache of documents, keyed by the digest of their file. Not thread-safe."""

    def __init__(self, max_bytes: int) -> None:
        # A document grows when it is used, but the cache weighs it only once: so by its final size.
        self._cache: LRUCache[DocumentKey, MarkdownDocument] = LRUCache(max_bytes, estimate_size)

    def get_or_create(self, key: DocumentKey, source: str) -> MarkdownDocument:
        """Return the cached document, else one of `source`. `key` must identify `source`."""
        document = self._cache.get(key)
        if document is None:
            document = read_markdown(source)
            if estimate_size(document) <= self._cache.maxsize:
                self._cache[key] = document
        return document


def estimate_size(document: MarkdownDocument) -> int:
    """Estimate how many bytes of memory a document can take."""
    return getsizeof(document.source) * _MAX_BYTES_PER_SOURCE_BYTE + _DOCUMENT_OVERHEAD_BYTES
