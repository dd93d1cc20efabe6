"""What a person types becomes terms. Every text is a query; some have nothing to search for.

    ribosome structure      all of these words, the last one perhaps unfinished
    "cell division"         these words in this order
    -plant  -"cell wall"    none of these

A text is cut after 200 characters and 20 terms. Function words (the, of, how …) are not searched
for as long as there are other words.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct

from gql_content.search.letters import as_compared, cleaned, is_unspaced
from gql_content.search.stop_words import STOP_WORDS

__all__ = ["Query", "Term", "parse_query"]

LONGEST = 200
MOST_TERMS = 20

QUOTES = str.maketrans("“”„‟«»＂「」『』", '"' * 11)
PIECE = re.compile(
    r'(?P<minus>(?<!\S)[-−–]+(?=[^\s\-−–]))?(?:"(?P<quoted>[^"]*)"?|(?P<word>[^\s"]+))'
)
POSSESSIVE = re.compile(r"['’]s(?!\w)")
WORDS = re.compile(r"\w+")


class Term(Struct, frozen=True):
    """Words that stand one after the other; mostly it is a single one."""

    words: tuple[str, ...]
    quoted: bool = False

    @property
    def text(self) -> str:
        """The words in a row."""
        return " ".join(self.words)

    @property
    def is_function_word(self) -> bool:
        """Whether it tells nothing about what is looked for."""
        return not self.quoted and all(word.lower() in STOP_WORDS for word in self.words)

    @property
    def parts(self) -> tuple["Term", ...]:
        """What is looked for where the term is nowhere: its words, or pairs of unspaced letters."""
        if self.quoted:
            return (self,)
        if len(self.words) == 1 and is_unspaced(self.text) and len(self.text) > 2:
            return tuple(Term((one + other,)) for one, other in pairwise(self.text))
        return tuple(Term((word,)) for word in self.words)


class Query(Struct, frozen=True):
    """What is looked for; `unfinished` tells that the last term may be the start of a word."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    unfinished: bool = False

    @property
    def telling(self) -> tuple[Term, ...]:
        """The terms without the function words, or all where there are no others."""
        return tuple(term for term in self.terms if not term.is_function_word) or self.terms


def parse_query(text: str) -> Query:
    """Read what a person typed. Never raises, whatever the text."""
    text = cleaned(text[:LONGEST]).translate(QUOTES)
    found = [(match["minus"] is not None, term_of(match)) for match in PIECE.finditer(text)]
    found = [(minus, term) for minus, term in found if term.words][:MOST_TERMS]
    last_is_word = bool(found) and not found[-1][0] and not found[-1][1].quoted
    return Query(
        terms=unique(term for minus, term in found if not minus),
        excluded=unique(term for minus, term in found if minus),
        unfinished=last_is_word and as_compared(text).endswith(found[-1][1].words[-1]),
    )


def term_of(match: re.Match[str]) -> Term:
    quoted = match["quoted"]
    written = POSSESSIVE.sub("", match["word"]) if quoted is None else quoted
    return Term(tuple(WORDS.findall(as_compared(written))), quoted is not None)


def unique(terms: Iterable[Term]) -> tuple[Term, ...]:
    """A term said twice counts at its last place, where it may be unfinished."""
    return tuple(reversed(dict.fromkeys(reversed(list(terms)))))
