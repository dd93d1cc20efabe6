"""Finds the urls of links and images in Markdown source."""

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from urllib.parse import quote, unquote

__all__ = ["UrlFinder"]

URL_WORD = re.compile(r"[^\s()<>\"']+")


class UrlFinder:
    """Finds the occurrences of urls in a text, in order."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._starts: dict[str, int] = {}

    def find_next(self, url: str) -> int | None:
        """Return the offset of the next occurrence of a url, encoded or not. None if there is none.

        Prefers an occurrence as a separate word: `/b` also occurs in `/a/b` and in link texts.
        """
        start = self._starts.get(url, 0)
        found = self._find(url, start) if url and start <= len(self._source) else None
        self._starts[url] = len(self._source) + 1 if found is None else found + 1
        return found

    def _find(self, url: str, start: int) -> int | None:
        forms = dict.fromkeys((url, unquote(url), quote(url, safe="/#?=&%:.-_~")))
        words = [self._words.get(form, []) for form in forms]
        as_words = [
            offsets[at] for offsets in words if (at := bisect_left(offsets, start)) < len(offsets)
        ]
        anywhere = (self._source.find(form, start) for form in forms)
        return min(as_words or (at for at in anywhere if at >= 0), default=None)

    @cached_property
    def _words(self) -> dict[str, list[int]]:
        words: defaultdict[str, list[int]] = defaultdict(list)
        for found in URL_WORD.finditer(self._source):
            words[found[0]].append(found.start())
            _, sign, value = found[0].partition("=")
            if sign:  # an unquoted attribute, or a url's query
                words[value].append(found.end() - len(value))
        return words
