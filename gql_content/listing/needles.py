"""Which of many texts hold at least one of many others: all are read once, by Aho and Corasick's
algorithm, however many there are to look for."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

__all__ = ["Needles"]

FEW = 8  # texts that Python looks for faster one after the other


class Needles:
    """Texts to look for; an empty one is in every text."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = shortest(texts)
        self._automaton = automaton_of(self._texts) if len(self._texts) > FEW else None

    def are_in(self, text: str) -> bool:
        """Whether one of them is in a text."""
        return any(one in text for one in self._texts)

    def places(self, texts: Sequence[str]) -> Iterable[int]:
        """The indices of the texts that hold one, in their order."""
        if self._automaton is not None:
            whole = "\n".join(texts)
            # Others could not be read; and what is made of them for reading would stay with them.
            if whole.isascii() or is_readable(whole):
                found = self._automaton.find_matches_as_indexes(whole, overlapping=True)
                return held(texts, ((start, end) for _, start, end in found))
        return [place for place, text in enumerate(texts) if self.are_in(text)]


def shortest(texts: Iterable[str]) -> list[str]:
    """Those that hold no other one: where these are not, the others are not either."""
    found: list[str] = []
    for text in sorted(set(texts), key=lambda one: (len(one), one)):
        if not any(one in text for one in found):
            found.append(text)
    return found


def automaton_of(texts: Sequence[str]) -> "AhoCorasick | None":
    from ahocorasick_rs import AhoCorasick  # which few filters need

    return AhoCorasick(texts) if all(map(is_readable, texts)) else None


def is_readable(text: str) -> bool:
    """Whether it is Unicode: names of files may hold what is none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def held(texts: Sequence[str], spans: Iterable[tuple[int, int]]) -> list[int]:
    """The indices of those texts, joined by one character, in which a span lies as a whole."""
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    found: dict[int, None] = {}
    for start, end in spans:
        place = bisect_right(starts, start) - 1
        if end < starts[place + 1]:
            found[place] = None
    return sorted(found)
