"""The most that an operation may ask for: pure functions over documents."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import comb

from graphql import DocumentNode, GraphQLError, GraphQLSyntaxError, Node
from msgspec import Struct

from gql_content.engine.fragments import (
    Definition,
    Fragments,
    Step,
    cycle_in,
    expanded,
    fragments_of,
    roots_of,
)

__all__ = [
    "LimitExceeded",
    "Limits",
    "beyond_conditions",
    "beyond_cost",
    "errors_in_document",
    "shortened",
    "told_of_tokens",
]


class Limits(Struct, frozen=True, kw_only=True):
    """The most that one operation may ask for, each counted after fragments are expanded.

    `tokens`, `operations`, `fields` and `merges` are counted over a whole document; with the last
    two, what validation can take stays small. `page_size` is what a page has where nothing says
    how many; one that asks for more than `largest_page` is refused when it comes to that.
    `conditions` are counted with the values of variables.
    """

    tokens: int = 2_000
    operations: int = 100
    depth: int = 12
    aliases: int = 30
    root_fields: int = 20
    directives: int = 50
    fields: int = 1_000
    merges: int = 2_500
    cost: int = 10_000
    conditions: int = 500
    errors: int = 20
    seconds: float = 2.0
    page_size: int = 20
    largest_page: int = 100


class LimitExceeded(GraphQLError):
    """Refuses what goes beyond the field `limit` of `Limits`.

    The client learns the limit by the error's code, the value it has, and the setting behind it.
    """

    def __init__(
        self, limit: str, value: int, noun: str, most: int, node: Node | None = None
    ) -> None:
        setting = f"--max-{limit.replace('_', '-')}"
        super().__init__(
            f"There are {value:,} {noun}; {setting} allows {most:,}.",
            node,
            extensions={
                "code": f"LIMIT_{limit.upper()}",
                "limit": most,
                "value": value,
                "setting": setting,
            },
        )


def beyond_cost(limits: Limits, cost: int) -> Sequence[LimitExceeded]:
    """Refuses an operation that costs too much."""
    if cost <= limits.cost:
        return ()
    return (LimitExceeded("cost", cost, "objects that it could answer with", limits.cost),)


def beyond_conditions(limits: Limits, count: int) -> Sequence[LimitExceeded]:
    """Refuses an operation whose filters hold too much."""
    if count <= limits.conditions:
        return ()
    return (LimitExceeded("conditions", count, "conditions in its filters", limits.conditions),)


def shortened(errors: Sequence[GraphQLError], most: int) -> tuple[GraphQLError, ...]:
    """The first errors, and where there are more, one that says so."""
    if len(errors) <= most:
        return tuple(errors)
    return (*errors[:most], LimitExceeded("errors", len(errors), "errors in all", most))


PARSER_SAYS = "Document contains more than"


def told_of_tokens(error: GraphQLError, most: int | None) -> GraphQLError:
    """The parser's error, or the limit's where the parser gave up because of it."""
    if most is not None and isinstance(error, GraphQLSyntaxError) and PARSER_SAYS in error.message:
        return LimitExceeded("tokens", most + 1, "or more tokens", most)
    return error


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


def errors_in_document(limits: Limits, document: DocumentNode) -> Sequence[GraphQLError]:
    """Each limit that the document or one of its operations exceeds."""
    fragments = fragments_of(document)
    cycle = cycle_in(fragments)
    if cycle is not None:
        return (cycle,)
    roots = list(roots_of(document, fragments))
    if len(roots) > limits.operations:
        return (LimitExceeded("operations", len(roots), "operations in it", limits.operations),)
    found = expanded_within(limits, roots, fragments)
    everything = [step for _, steps in found for step in steps]
    return [
        *exceeded(limits, OF_DOCUMENTS, everything, document.definitions[0]),
        *(error for root, steps in found for error in exceeded(limits, OF_OPERATIONS, steps, root)),
    ]


def expanded_within(
    limits: Limits, roots: Sequence[Definition], fragments: Fragments
) -> list[tuple[Definition, list[Step]]]:
    """The whole of them, or so much of it that one sees that it is too much."""
    found: list[tuple[Definition, list[Step]]] = []
    fields = merges = 0
    for root in roots:
        found.append((root, []))
        for step in expanded(root, fragments):
            found[-1][1].append(step)
            fields += fields_in(step)
            merges += merges_in(step)
            if fields > limits.fields or merges > limits.merges:
                return found
    return found


def exceeded(
    limits: Limits, measures: Mapping[str, tuple[Measure, str]], steps: Sequence[Step], node: Node
) -> Iterator[LimitExceeded]:
    for limit, (measure, noun) in measures.items():
        most: int = getattr(limits, limit)
        value = measure(steps)
        if value > most:
            yield LimitExceeded(limit, value, noun, most, node)
