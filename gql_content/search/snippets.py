"""The place of a text that shows best why it was found, with the matches marked."""

import re
import sqlite3
from collections.abc import Sequence
from html import escape
from itertools import accumulate

from msgspec import Struct

from gql_content.search.database import COLUMNS, IndexDamagedError
from gql_content.search.normalization import ENDS, HEADING, SEPARATOR, STARTS, visible
from gql_content.search.ranking import Hit, RankedHit
from gql_content.search.read_transactions import ReadTransaction

__all__ = ["Excerpt", "excerpt", "load_hits"]


BEFORE = 60  # characters that stand before the first match of a snippet, about
LENGTH = 200  # about thirty words
NEAR = LENGTH - BEFORE  # how far the matches that one snippet can show reach, about
MOST_MATCHES = 200

BLANKS = re.compile(rf"[\s{HEADING}]+")
SIGNS = re.compile(f"([{STARTS}{ENDS}])")
WORD = re.compile(rf"[^\s{STARTS}{ENDS}{HEADING}{SEPARATOR}]")
BLANK = rf"[\s{HEADING}{SEPARATOR}]*"
EDGES = re.compile(rf"\A({BLANK})({WORD.pattern}(?:.*{WORD.pattern})?)({BLANK})\Z", re.DOTALL)


class Excerpt(Struct, frozen=True):
    """A snippet, and the heading it stands under."""

    snippet: str
    heading: str | None


Match = tuple[int, int, str]  # start, end and word


def excerpt(marked: str) -> Excerpt:
    """The best place of a text in which matches are marked; its beginning if there are none."""
    place = best_place(in_text(marked, matches_in(marked)))
    line = marked.rfind(HEADING, 0, place + 1)
    heading = None if line < 0 else marked[line + 1 : end_of_line(marked, line)]
    start, end = window(marked, place, line)
    return Excerpt(html_of(marked, start, end), heading and plain(heading))


def matches_in(marked: str) -> list[Match]:
    """The signs of a match come in pairs, so what they divide are texts and matches in turns."""
    pieces = marked.replace(ENDS, STARTS).split(STARTS, 2 * MOST_MATCHES)
    ends = list(accumulate(len(piece) + 1 for piece in pieces))
    return [
        (start - 1, end, word.lower())
        for start, end, word in zip(ends[::2], ends[1::2], pieces[1::2], strict=False)
    ]


def in_text(marked: str, matches: list[Match]) -> list[Match]:
    """The matches that stand under headings rather than in them; all where there are no others."""
    if HEADING not in marked:
        return matches
    return [match for match in matches if not in_heading(marked, match[0])] or matches


def best_place(matches: list[Match]) -> int:
    """Where most of the different words stand close together, the first of such places."""
    most, found, last = 0, 0, 0
    near: dict[str, int] = {}  # how often each word stands between `first` and `last`
    for first, (start, _, word) in enumerate(matches):
        while last < len(matches) and (last == first or matches[last][1] <= start + NEAR):
            near[matches[last][2]] = near.get(matches[last][2], 0) + 1
            last += 1
        worth = 100 * len(near) + last - first
        if worth > most:
            most, found = worth, start
        if last == len(matches):
            break  # nothing comes in any more
        near[word] -= 1
        if not near[word]:
            del near[word]
    return found


def window(marked: str, place: int, line: int) -> tuple[int, int]:
    """Around a place, within its section, at the edges of words."""
    section = 0 if line < 0 else line + 1
    if line >= 0 and (body := end_of_line(marked, line)) <= place:
        section = body
    start = section
    if place - section > BEFORE:
        start = word_start(marked, section, place - BEFORE)
    limit = marked.find(HEADING, place + 1)
    limit = len(marked) if limit < 0 else limit
    end = edge(marked, start + LENGTH, limit)
    return start, end


def word_start(marked: str, section: int, wanted: int) -> int:
    """The beginning of a word at or after a place; anywhere in a text without blanks."""
    blank = BLANKS.search(marked, max(section, wanted - 1), wanted + 40)
    return wanted if blank is None else blank.end()


def edge(marked: str, wanted: int, limit: int) -> int:
    """The end of a word at or before a place, but never within a match."""
    if wanted >= limit:
        return limit
    end = max(marked.rfind(" ", wanted - 40, wanted), marked.rfind("\n", wanted - 40, wanted))
    end = wanted if end < 0 else end
    if is_in_match(marked, end):
        end = marked.find(ENDS, end) + 1 or limit
    return min(end, limit)  # a phrase may go on below the next heading


def html_of(marked: str, start: int, end: int) -> str:
    text = escape(one_line(whole_matches(marked, start, end)))
    text = text.replace(STARTS, "<mark>").replace(ENDS, "</mark>")
    before = "… " if WORD.search(marked, 0, start) else ""
    return f"{before}{text}{' …' if WORD.search(marked, end) else ''}"


def whole_matches(marked: str, start: int, end: int) -> str:
    """A part of a text in which each match that the part cuts begins and ends within it."""
    opened = STARTS if is_in_match(marked, start) else ""
    pieces = SIGNS.split(opened + marked[start:end])
    return "".join(
        EDGES.sub(rf"\1{STARTS}\2{ENDS}\3", piece) if sign == STARTS else piece
        for sign, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True)
    )


def is_in_match(marked: str, place: int) -> bool:
    return marked.rfind(STARTS, 0, place) > marked.rfind(ENDS, 0, place)


def plain(heading: str) -> str:
    return one_line(heading.replace(STARTS, "").replace(ENDS, ""))


def one_line(text: str) -> str:
    """A cut text as it is shown; the sign of a heading counts as a blank."""
    return " ".join(visible(text).split())


def in_heading(marked: str, place: int) -> bool:
    return marked.startswith(HEADING, marked.rfind("\n", 0, place) + 1)


def end_of_line(marked: str, place: int) -> int:
    end = marked.find("\n", place)
    return len(marked) if end < 0 else end


# Tried in order: most matches are in the first columns, so the others are seldom read.
SNIPPET_COLUMNS = (("answer", "body"), ("description", "question", "title", "keywords"), ("title",))

SELECT_TEXTS = "SELECT rowid, {columns} FROM texts WHERE texts MATCH ? AND "
# The first looks each article up in the posting lists, which costs the same for any length. The
# second scans the posting lists from the first to the last article: the plus disables the lookup.
SELECT_BY_ID = SELECT_TEXTS + "rowid IN ({places})"
SELECT_BY_RANGE = SELECT_TEXTS + "rowid BETWEEN ? AND ? AND +rowid IN ({places})"

MAX_RANGE_HITS = 50  # with fewer hits than this, scanning the range is faster


class MarkedTextReader(Struct, frozen=True):
    """Reads the texts of hits with their matches marked."""

    database: sqlite3.Connection
    expression: str
    by_range: bool

    def read(self, columns: Sequence[str], numbers: Sequence[int]) -> dict[int, str]:
        """For each article the first column with a match, or else the first column."""
        if not numbers:
            return {}
        statement = (SELECT_BY_RANGE if self.by_range else SELECT_BY_ID).format(
            columns=", ".join(map(highlight_expression, columns)),
            places=", ".join("?" * len(numbers)),
        )
        limits = (min(numbers), max(numbers)) if self.by_range else ()
        rows = self.database.execute(statement, (self.expression, *limits, *numbers)).fetchall()
        if len(rows) != len(numbers):
            raise IndexDamagedError
        return {number: pick_text(texts) for number, *texts in rows}


def load_hits(
    transaction: ReadTransaction, expression: str, total: int, page: Sequence[RankedHit]
) -> tuple[Hit, ...]:
    """The hits of a page, out of `total` hits of an expression."""
    reader = MarkedTextReader(transaction.database, expression, total <= MAX_RANGE_HITS)
    texts = {number: "" for _, _, number in page}
    for columns in SNIPPET_COLUMNS:
        unmarked = [number for number, text in texts.items() if STARTS not in text]
        texts |= reader.read(columns, unmarked)
    return tuple(make_hit(place, texts[place[2]]) for place in page)


def highlight_expression(column: str) -> str:
    return f"highlight(texts, {COLUMNS.index(column)}, '{STARTS}', '{ENDS}')"


def pick_text(texts: Sequence[object]) -> str:
    strings = [text for text in texts if isinstance(text, str)]
    if len(strings) != len(texts):
        raise IndexDamagedError
    return next((text for text in strings if STARTS in text), strings[0])


def make_hit(ranked: RankedHit, text: str) -> Hit:
    excerpt_ = excerpt(text)
    score, path, _ = ranked
    return Hit(path, score, excerpt_.snippet, excerpt_.heading)
