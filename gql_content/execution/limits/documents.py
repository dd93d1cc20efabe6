"""The limits on a document, whatever its variables, with each fragment put where it is spread."""

from collections.abc import Iterator, Mapping, Sequence

from graphql import DocumentNode, GraphQLError, Node

from gql_content.execution.limits.exceeded import LimitExceeded
from gql_content.execution.limits.expanding import Step, expanded
from gql_content.execution.limits.fragments import (
    Definition,
    Fragments,
    cycle_in,
    fragments_of,
    roots_of,
)
from gql_content.execution.limits.limits import Limits
from gql_content.execution.limits.measures import (
    OF_DOCUMENTS,
    OF_OPERATIONS,
    Measure,
    fields_in,
    merges_in,
)

__all__ = ["errors_in_document"]


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
