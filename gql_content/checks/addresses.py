"""Where in a Markdown text the addresses of its links and images stand."""

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from urllib.parse import quote, unquote

__all__ = ["Addresses"]

WORD = re.compile(r"[^\s()<>\"']+")


class Addresses:
    """The places of addresses, asked for in the order of the text, each of them once."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._starts: dict[str, int] = {}

    def next_place(self, address: str) -> int | None:
        """Where an address stands in one of the usual ways, after where it was found last.

        Where it stands by itself, if it does: `/b` also stands in `/a/b`, and in the words of a
        link.
        """
        start = self._starts.get(address, 0)
        found = self._find(address, start) if address and start <= len(self._source) else None
        self._starts[address] = len(self._source) + 1 if found is None else found + 1
        return found

    def _find(self, address: str, start: int) -> int | None:
        ways = dict.fromkeys((address, unquote(address), quote(address, safe="/#?=&%:.-_~")))
        words = [self._words.get(way, []) for way in ways]
        alone = [places[at] for places in words if (at := bisect_left(places, start)) < len(places)]
        anywhere = (self._source.find(way, start) for way in ways)
        return min(alone or (at for at in anywhere if at >= 0), default=None)

    @cached_property
    def _words(self) -> dict[str, list[int]]:
        words: defaultdict[str, list[int]] = defaultdict(list)
        for found in WORD.finditer(self._source):
            words[found[0]].append(found.start())
            _, sign, value = found[0].partition("=")
            if sign:  # an attribute without quotation marks, or the query of an address
                words[value].append(found.end() - len(value))
        return words
