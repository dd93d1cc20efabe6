"""What a filter selects: its checks, made functions that take a batch of articles at a time."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from gql_content.model import Article
from gql_content.pacing import BATCH, Work, batches, finish
from gql_content.query.condition_groups import (
    COLUMNS,
    All,
    Check,
    Denied,
    Either,
    Needles,
    Node,
    tree_of,
)
from gql_content.query.filters import ArticleFilter
from gql_content.query.operators import Glob, Operator, Test, globs_of

__all__ = ["Selection", "matches", "selection"]


Batch = Sequence[Article]
Select = Callable[[Batch], Batch]
"""Those articles of a batch that pass, in their order."""

LEAST = 4  # articles of a batch
USUAL = 64  # checks that take no longer than a step should
GLOBS_OF_A_STEP = 4  # each takes a tenth of a millisecond to compile
FEW = 8  # items that are looked for in all lists of a batch at once


def matches(condition: ArticleFilter) -> Callable[[Article], bool]:
    """The test that tells whether an article passes `condition`."""
    select = finish(selection(condition)).select
    return lambda article: bool(select((article,)))


class Selection(NamedTuple):
    """What selects articles, and of how many at a time, so that others need not wait long."""

    select: Select
    size: int

    def among(self, articles: Iterable[Article]) -> Work[list[Article]]:
        """Those of some articles that pass, in their order."""
        found: list[Article] = []
        for batch in batches(articles, self.size):
            found += self.select(batch)
            yield
        return found


def selection(condition: ArticleFilter) -> Work[Selection]:
    """What selects the articles that pass `condition`; raises `BadFilter`."""
    tree = tree_of(condition)
    yield
    maker = Maker(Counter(column_of(check) for check in checks_in(tree)))
    select = maker.select(tree)
    for number, glob in enumerate(maker.globs):
        _ = glob.test
        if number % GLOBS_OF_A_STEP == 0:
            yield
    weight = sum(map(weight_of, checks_in(tree)))
    return Selection(maker.begun(select), max(LEAST, BATCH * USUAL // max(USUAL, weight)))


def weight_of(check: Check) -> int:
    return 4 * len(check.operands) if check.operator is Operator.GLOB else 1


def checks_in(node: Node) -> Iterator[Check]:
    match node:
        case Check():
            yield node
        case Denied(part):
            yield from checks_in(part)
        case _:
            for part in node.parts:
                yield from checks_in(part)


def column_of(check: Check) -> tuple[str, bool]:
    return check.column, check.folds


class Maker:
    """Makes the function of one filter; `uses` tells how many checks read a column."""

    def __init__(self, uses: Counter[tuple[str, bool]]) -> None:
        self.globs: list[Glob] = []
        self._uses = uses
        self._known: dict[tuple[str, bool], Values] = {}

    def begun(self, select: Select) -> Select:
        """The function, before each batch of which what is known of the last one is forgotten."""
        known = list(self._known.values())
        if not known:
            return select

        def selected(batch: Batch) -> Batch:
            for values in known:
                values.clear()
            return select(batch)

        return selected

    def select(self, node: Node) -> Select:
        """What selects the articles for which a node holds."""
        match node:
            case Check():
                return self._of_check(node)
            case Denied(Check() as check) if not is_searching(check):
                return self._by(check, denied=True)
            case Denied(part):
                return all_but(self.select(part))
            case All(parts):
                return all_of(self._each(parts, all))
            case Either(parts):
                return either(self._each(parts, any))

    def _each(
        self, parts: Iterable[Node], combined: Callable[[Iterable[bool]], bool]
    ) -> list[Select]:
        """What selects by each part; of those that test values which repeat, one for a column."""
        by_column: dict[str, list[Test]] = {}
        selects: list[Select] = []
        for part in parts:
            check = part.part if isinstance(part, Denied) else part
            if isinstance(check, Check) and COLUMNS[check.column].kind.repeats:
                test = test_of(check)
                tests = by_column.setdefault(check.column, [])
                tests.append(test if check is part else opposite(test))
            else:
                selects.append(self.select(part))
        repeating = (
            answering(COLUMNS[column].read, combination(combined, tests))
            for column, tests in by_column.items()
        )
        return [*repeating, *selects]

    def _of_check(self, check: Check) -> Select:
        read, operands = self._reader(check), check.operands
        match check.operator:
            case Operator.CONTAINS:
                return containing(read, operands)
            case Operator.HAS_ANY if self._uses[column_of(check)] == 1 and len(operands) <= FEW:
                return having_few(COLUMNS[check.column].read, read, operands)
            case Operator.HAS_ANY:
                return having(read, operands)
            case Operator.GLOB:
                globs = globs_of(operands)
                self.globs += globs
                return matching(read, globs)
            case _:
                return self._by(check)

    def _by(self, check: Check, *, denied: bool = False) -> Select:
        """By a test of each value, or of each different one where many are the same."""
        read, test = self._reader(check), test_of(check)
        if COLUMNS[check.column].kind.repeats:
            return answering(read, opposite(test) if denied else test)
        if check.operator is Operator.IN and not denied:
            operands = check.operands
            return lambda batch: [one for one in batch if read(one) in operands]
        if denied:
            return lambda batch: [one for one in batch if not test(read(one))]
        return lambda batch: [one for one in batch if test(read(one))]

    def _reader(self, check: Check) -> Callable[[Article], Any]:
        """What reads values as they are compared; those of a batch once, where that takes long."""
        key, column = column_of(check), COLUMNS[check.column]
        if not (check.folds or column.kind.is_list):
            return column.read
        change = items_of if column.kind.is_list else casefolded
        if self._uses[key] == 1:
            read = column.read
            return lambda article: change(read(article))
        if key not in self._known:
            self._known[key] = Values(column.read, change)
        return self._known[key].of


class Answers(dict[Any, bool]):
    """The answers of a test by the values that it has been asked about."""

    def __init__(self, test: Test) -> None:
        super().__init__()
        self._test = test

    def __missing__(self, value: Any) -> bool:
        """Called for a value that is new."""
        answer = self[value] = self._test(value)
        return answer


class Values(dict[int, Any]):
    """The values of a column as they are compared, by the articles of one batch."""

    def __init__(self, read: Callable[[Article], Any], change: Callable[[Any], Any]) -> None:
        super().__init__()
        self._read = read
        self._change = change

    def of(self, article: Article) -> Any:
        """The value of an article."""
        key = id(article)
        if key not in self:
            self[key] = self._change(self._read(article))
        return self[key]


def answering(read: Callable[[Article], Any], test: Test) -> Select:
    """By what a test says of each value, which is asked once."""
    answers = Answers(test)
    return lambda batch: [one for one in batch if answers[read(one)]]


def combination(combined: Callable[[Iterable[bool]], bool], tests: Sequence[Test]) -> Test:
    return lambda value: combined(test(value) for test in tests)


def opposite(test: Test) -> Test:
    return lambda value: not test(value)


def casefolded(value: str | None) -> str | None:
    return None if value is None else value.casefold()


def items_of(lines: str) -> frozenset[str]:
    return frozenset(lines.casefold().split("\n")) if lines else frozenset()


def is_searching(check: Check) -> bool:
    return check.operator in {Operator.CONTAINS, Operator.HAS_ANY, Operator.GLOB}


def test_of(check: Check) -> Test:
    operands = check.operands
    match check.operator:
        case Operator.IN:
            return operands.__contains__
        case Operator.STARTS_WITH:
            texts = tuple(operands)
            return lambda value: value is not None and value.startswith(texts)
        case Operator.ENDS_WITH:
            texts = tuple(operands)
            return lambda value: value is not None and value.endswith(texts)
        case Operator.HAS_ALL:
            return operands.issubset
        case _:
            return check.test


def containing(read: Callable[[Article], str | None], texts: frozenset[str]) -> Select:
    """The articles whose value contains one of `texts`."""
    if len(texts) == 1:
        (only,) = texts
        return lambda batch: [
            one for one in batch if (value := read(one)) is not None and only in value
        ]
    needles = Needles(texts)

    def select(batch: Batch) -> Batch:
        there, values = present(read, batch)
        return [there[place] for place in needles.places(values)]

    return select


def having(read: Callable[[Article], frozenset[str]], items: frozenset[str]) -> Select:
    """The articles whose list has one of `items`."""
    return lambda batch: [one for one in batch if not items.isdisjoint(read(one))]


def having_few(
    lines_of: Callable[[Article], str],
    read: Callable[[Article], frozenset[str]],
    items: frozenset[str],
) -> Select:
    """The same where there are few: in most batches none of them is in any list."""

    def select(batch: Batch) -> Batch:
        whole = "\n".join(map(lines_of, batch)).casefold()
        there = [item for item in items if item in whole]
        return [one for one in batch if not read(one).isdisjoint(there)] if there else ()

    return select


def matching(read: Callable[[Article], str | None], globs: Sequence[Glob]) -> Select:
    """The articles whose value fits one of `globs`, of which one holds what all that fits does."""
    needles = Needles(glob.literal for glob in globs)

    def select(batch: Batch) -> Batch:
        there, values = present(read, batch)
        return [there[place] for place in needles.places(values) if fits(globs, values[place])]

    return select


def fits(globs: Sequence[Glob], value: str) -> bool:
    return any(glob.literal in value and glob.test(value) for glob in globs)


def present(
    read: Callable[[Article], str | None], batch: Batch
) -> tuple[Sequence[Article], Sequence[str]]:
    """The articles that have a value, and their values."""
    pairs = [(one, value) for one in batch if (value := read(one)) is not None]
    return [one for one, _ in pairs], [value for _, value in pairs]


def all_but(select: Select) -> Select:
    def others(batch: Batch) -> Batch:
        found = {id(one) for one in select(batch)}
        return [one for one in batch if id(one) not in found] if found else batch

    return others


def all_of(selects: Sequence[Select]) -> Select:
    def select(batch: Batch) -> Batch:
        for one in selects:
            if not batch:
                break
            batch = one(batch)
        return batch

    return select


def either(selects: Sequence[Select]) -> Select:
    def select(batch: Batch) -> Batch:
        left, passed = batch, set[int]()
        for one in selects:
            found = {id(article) for article in one(left)}
            if found:
                passed |= found
                left = [article for article in left if id(article) not in found]
                if not left:
                    break
        return [article for article in batch if id(article) in passed]

    return select
