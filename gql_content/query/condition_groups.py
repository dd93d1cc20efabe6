"""Conditions of a filter, flattened: no duplicates, equalities as sets, cheap ones first."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from gql_content.query.filters import ArticleFilter
from gql_content.query.operators import (
    BOOLEAN,
    DATE,
    ID,
    INT,
    ORDERED,
    STRING,
    STRINGS,
    SUBJECT,
    Glob,
    Kind,
    Meaning,
    Operator,
    Test,
    text_of,
)

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

__all__ = ["COLUMNS", "All", "Check", "Denied", "Either", "Needles", "Node", "tree_of"]


Node: TypeAlias = "Check | All | Either | Denied"


class Column(Struct, frozen=True):
    """Values of articles: how one is read, and of what kind they are."""

    read: Callable[[Any], Any]
    kind: Kind


class Check(Struct, frozen=True):
    """What is asked of the values of a column, as they are or casefolded.

    Of a set of operands any has to hold; of `HAS_ALL`, all. `OTHER` has its one operand and a name.
    """

    column: str
    operator: Operator
    operands: frozenset[Any]
    folds: bool = False
    name: str = ""

    @property
    def test(self) -> Test:
        """The test of an `OTHER`."""
        (operand,) = self.operands
        make = COLUMNS[self.column].kind.operators[self.name].test
        assert make is not None  # noqa: S101 - as the tables have it
        return make(operand)


class All(Struct, frozen=True):
    """All of these hold; of none, all do."""

    parts: "tuple[Node, ...]" = ()


class Either(Struct, frozen=True):
    """At least one of these holds."""

    parts: "tuple[Node, ...]" = ()


class Denied(Struct, frozen=True):
    """This does not hold."""

    part: "Node"


COLUMNS: Mapping[str, Column] = {
    "subject": Column(attrgetter("subject_slug"), SUBJECT),
    "url": Column(attrgetter("url"), STRING),
    "path": Column(attrgetter("path"), STRING),
    "slug": Column(attrgetter("slug"), STRING),
    "article_id": Column(attrgetter("article_id"), ID),
    "schema_name": Column(attrgetter("schema_name"), STRING),
    "no_index": Column(attrgetter("no_index"), BOOLEAN),
    "score": Column(attrgetter("score"), ORDERED),
    "word_count": Column(attrgetter("word_count"), INT),
    "date": Column(attrgetter("date"), DATE),
    "title": Column(attrgetter("title"), STRING),
    "question": Column(attrgetter("question"), STRING),
    "author": Column(attrgetter("author"), STRING),
    # A list is read as one text, a line for each item: most lists need no more than a look at it.
    "keywords": Column(attrgetter("seo.keyword_lines"), STRINGS),
    "seo.title": Column(attrgetter("seo.title"), STRING),
    "seo.page_description": Column(attrgetter("seo.page_description"), STRING),
    "seo.page_keywords": Column(attrgetter("seo.keyword_lines"), STRINGS),
    "seo.canonical_url": Column(attrgetter("seo.canonical_url"), STRING),
}

SAME_COLUMN = {"seo.page_keywords": "keywords"}

SETS = frozenset(Operator) - {Operator.HAS_ALL, Operator.OTHER}
RANKS = {one: rank for rank, one in enumerate(Operator)}


def tree_of(condition: ArticleFilter) -> "Node":
    """What `condition` asks; raises `BadFilter` for a text beyond measure."""
    parts = list(fields_of(condition))
    if condition.and_ is not None:
        parts += map(tree_of, condition.and_)
    if condition.or_ is not None:
        parts.append(either(map(tree_of, condition.or_)))
    if condition.not_ is not None:
        parts.append(denied(tree_of(condition.not_)))
    return all_of(parts)


def fields_of(condition: Any, prefix: str = "") -> "Iterable[Node]":
    """What is asked of each field, and of those of the objects within."""
    for name in condition.__struct_fields__:
        asked = getattr(condition, name)
        if asked is None or name in {"and_", "or_", "not_"}:
            continue
        path = f"{prefix}{name}"
        if path in COLUMNS:
            yield all_of(checks_of(SAME_COLUMN.get(path, path), asked))
        else:
            yield from fields_of(asked, f"{path}.")


def checks_of(column: str, asked: Any) -> "Iterable[Node]":
    folds = getattr(asked, "ignore_case", False)
    kind = COLUMNS[column].kind
    compared = str.casefold if folds else kind.compared
    for name, meaning in kind.operators.items():
        operand = getattr(asked, name)
        if operand is not None:
            check = check_of(column, name, meaning, prepared(operand, compared), folds)
            yield denied(check) if meaning.is_denied else check


def check_of(column: str, name: str, meaning: Meaning, operand: Any, folds: bool) -> Check:
    operator = meaning.operator
    match operator:
        case Operator.OTHER:
            return Check(column, operator, frozenset({operand}), folds, name)
        case Operator.STARTS_WITH | Operator.ENDS_WITH | Operator.CONTAINS:
            operand = text_of(name, operand)
        case Operator.GLOB:
            operator, operand = Glob(text_of(name, operand)).simpler()
        case _:
            pass
    return Check(column, operator, set_of(operand), folds)


def set_of(operand: Any) -> frozenset[Any]:
    return frozenset(operand if isinstance(operand, tuple) else (operand,))  # pyright: ignore[reportUnknownArgumentType] - of anything


def prepared(operand: Any, compared: Callable[[str], str] | None) -> Any:
    """An operand as the values of its column are compared."""
    if compared is None:
        return operand
    if isinstance(operand, tuple):
        return tuple(prepared(one, compared) for one in operand)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - of texts
    return compared(operand) if isinstance(operand, str) else operand


def denied(node: "Node") -> "Node":
    return node.part if isinstance(node, Denied) else Denied(node)


def all_of(nodes: "Iterable[Node]") -> "Node":
    """All of these; that none of several holds is asked as one."""
    parts: list[Node] = []
    others: list[Node] = []
    for node in flat(All, nodes):
        (others if isinstance(node, Denied) else parts).append(node)
    if len(others) > 1:
        parts.append(denied(either(one.part for one in others if isinstance(one, Denied))))
    else:
        parts += others
    return one_of(All, merged(parts, Operator.HAS_ALL))


def either(nodes: "Iterable[Node]") -> "Node":
    """At least one of these; that one of several does not hold is asked as one."""
    parts: list[Node] = []
    others: list[Node] = []
    for node in flat(Either, nodes):
        (others if isinstance(node, Denied) else parts).append(node)
    if len(others) > 1:
        parts.append(denied(all_of(one.part for one in others if isinstance(one, Denied))))
    else:
        parts += others
    return one_of(Either, merged(parts, *SETS))


def flat(kind: type[All] | type[Either], nodes: "Iterable[Node]") -> "Iterable[Node]":
    """The nodes, with the parts of those of the same kind in their places; each once."""
    found: dict[Node, None] = {}
    for node in nodes:
        found |= dict.fromkeys(node.parts if isinstance(node, kind) else (node,))
    return found


def merged(nodes: "Iterable[Node]", *mergeable: Operator) -> "list[Node]":
    """The nodes with one check for those that differ in nothing but their operands; cheap first."""
    found: dict[Any, Node] = {}
    for node in nodes:
        if isinstance(node, Check) and is_mergeable(node, mergeable):
            operator = Operator.HAS_ALL if Operator.HAS_ALL in mergeable else node.operator
            key = (node.column, operator, node.folds)
            known = found.get(key)
            operands = known.operands if isinstance(known, Check) else frozenset[Any]()
            found[key] = Check(node.column, operator, operands | node.operands, node.folds)
        else:
            found[node] = node
    return sorted(map(simplest, found.values()), key=rank)


def simplest(node: "Node") -> "Node":
    """A list that has all of one item has any of it, which others like it can be merged with."""
    if isinstance(node, Check) and node.operator is Operator.HAS_ALL and len(node.operands) == 1:
        return Check(node.column, Operator.HAS_ANY, node.operands)
    return node


def is_mergeable(check: Check, mergeable: tuple[Operator, ...]) -> bool:
    """A list that has any of one item has all of it."""
    is_single = check.operator is Operator.HAS_ANY and len(check.operands) == 1
    return check.operator in mergeable or (is_single and Operator.HAS_ALL in mergeable)


def rank(node: "Node") -> int:
    """How much it costs to find out, roughly."""
    match node:
        case Check():
            return RANKS[node.operator] * 10 + len(node.operands) // 10 + 5 * node.folds
        case Denied(part):
            return rank(part) + 1
        case _:
            return 100 + sum(map(rank, node.parts))


def one_of(kind: type[All] | type[Either], parts: "list[Node]") -> "Node":
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


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
