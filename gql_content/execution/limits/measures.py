"""How much is asked for, by each measure that has a limit."""

from collections.abc import Callable, Mapping, Sequence
from math import comb

from gql_content.execution.limits.expanding import Step

__all__ = ["OF_DOCUMENTS", "OF_OPERATIONS", "Measure", "fields_in", "merges_in"]

Measure = Callable[[Sequence[Step]], int]


def depth(steps: Sequence[Step]) -> int:
    return max(step.depth for step in steps)


def aliases(steps: Sequence[Step]) -> int:
    return sum(one.node.alias is not None for step in steps for one in step.found.fields)


def root_fields(steps: Sequence[Step]) -> int:
    return len(steps[0].found.fields)


def directives(steps: Sequence[Step]) -> int:
    return sum(step.directives for step in steps)


def fields_in(step: Step) -> int:
    """The fields of one selection set."""
    return len(step.found.fields)


def merges_in(step: Step) -> int:
    """What validation has to compare there: each two fields of a name, spreads and fragments."""
    found = step.found
    pairs = sum(comb(len(together), 2) for together in found.by_response_name.values())
    return pairs + found.spreads * found.fragments // 2


OF_OPERATIONS: Mapping[str, tuple[Measure, str]] = {
    "depth": (depth, "levels of fields"),
    "aliases": (aliases, "aliases"),
    "root_fields": (root_fields, "fields at the root"),
    "directives": (directives, "directives"),
}
OF_DOCUMENTS: Mapping[str, tuple[Measure, str]] = {
    "fields": (lambda steps: sum(map(fields_in, steps)), "fields"),
    "merges": (lambda steps: sum(map(merges_in, steps)), "pairs of fields or fragments to merge"),
}
