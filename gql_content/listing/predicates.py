"""What a filter selects: its checks, made functions that take a batch of articles at a time.

A batch is looked at as a whole first: what occurs in none of its texts occurs in no text of it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from gql_content.listing.conditions import COLUMNS, All, Check, Denied, Either, Node, tree_of
from gql_content.listing.filters import ArticleFilter
from gql_content.listing.operators import Glob, Operator, Test, globs_of
from gql_content.model import Article
from gql_content.pacing import Work, finish

__all__ = ["Select", "matches", "selection"]

Batch = Sequence[Article]
Select = Callable[[Batch], Batch]
"""Those articles of a batch that pass, in their order."""

GLOBS_OF_A_STEP = 4  # each takes a tenth of a millisecond to compile


def matches(condition: ArticleFilter) -> Callable[[Article], bool]:
    """The test that tells whether an article passes `condition`."""
    select = finish(selection(condition))
    return lambda article: bool(select((article,)))


def selection(condition: ArticleFilter) -> Work[Select]:
    """What selects the articles that pass `condition`; raises `BadFilter`."""
    tree = tree_of(condition)
    yield
    maker = Maker(Counter(column_of(check) for check in checks_in(tree)))
    select = maker.select(tree)
    for number, glob in enumerate(maker.globs):
        _ = glob.test
        if number % GLOBS_OF_A_STEP == 0:
            yield
    return maker.begun(select)


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
                return all_of([self.select(part) for part in parts])
            case Either(parts):
                return either([self.select(part) for part in parts])

    def _of_check(self, check: Check) -> Select:
        read = self._reader(check)
        raw, folds = COLUMNS[check.column].read, check.folds
        match check.operator:
            case Operator.CONTAINS:
                return searching(raw, read, folds, sorted(check.operands, key=len), by_containing)
            case Operator.HAS_ANY:
                items = sorted(check.operands, key=len)
                return searching(raw, read, True, items, by_having)
            case Operator.GLOB:
                globs = globs_of(check.operands)
                self.globs += globs
                return matching(raw, read, folds, globs)
            case _:
                return self._by(check)

    def _by(self, check: Check, *, denied: bool = False) -> Select:
        """By a test of each value, or of each different one where many are the same."""
        read, test = self._reader(check), test_of(check)
        if COLUMNS[check.column].kind.repeats:
            test = Answers(test).__getitem__
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


def searching(
    raw: Callable[[Article], str | None],
    read: Callable[[Article], Any],
    folds: bool,
    texts: Sequence[str],
    test: Callable[[Sequence[str]], Test],
) -> Select:
    """The articles whose value holds one of `texts`, as `test` finds out, of those that occur."""

    def select(batch: Batch) -> Batch:
        whole = joined(map(raw, batch), folds)
        present = [text for text in texts if text in whole]
        if not present:
            return ()
        passes = test(present)
        return [one for one in batch if passes(read(one))]

    return select


def by_containing(texts: Sequence[str]) -> Test:
    if len(texts) == 1:
        (text,) = texts
        return lambda value: value is not None and text in value

    def test(value: str | None) -> bool:
        if value is not None:
            for text in texts:
                if text in value:
                    return True
        return False

    return test


def by_having(items: Sequence[str]) -> Test:
    present = frozenset(items)
    return lambda values: not present.isdisjoint(values)


def matching(
    raw: Callable[[Article], str | None],
    read: Callable[[Article], Any],
    folds: bool,
    globs: Sequence[Glob],
) -> Select:
    """The articles whose value fits one of `globs`."""

    def select(batch: Batch) -> Batch:
        whole = joined(map(raw, batch), folds)
        tests = [glob.test for glob in globs if glob.literal in whole]
        return [one for one in batch if tests and passes_any(tests, read(one))]

    return select


def passes_any(tests: Sequence[Test], value: Any) -> bool:
    return value is not None and any(test(value) for test in tests)


def joined(values: Iterable[str | None], folds: bool) -> str:
    """All texts of a batch as one. What is found in it may span two, and need not be in any."""
    whole = "\n".join(filter(None, values))
    return whole.casefold() if folds else whole


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
