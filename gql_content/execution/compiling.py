# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

from contextlib import suppress

import strawberry
from cachetools import LRUCache
from graphql import OperationDefinitionNode, OperationType
from msgspec import Struct

from gql_content.execution.code import Compiled, compiled
from gql_content.execution.plans import Planner, Selection, Unplannable
from gql_content.execution.prepared import Prepared

__all__ = ["Compiling"]

MOST_BYTES = 12_000_000
CHARACTER_BYTES = 5  # of Python, with the plan behind it
EACH = 5_000  # bytes of an operation, however short its code is

Key = tuple[int, *tuple[bool | None, ...]]


class Made(Struct, frozen=True):
    """What came of an operation: `size` counts its whole document, to which `node` holds on."""

    node: OperationDefinitionNode  # so that its id stays its own
    compiled: Compiled | None
    size: int


class Compiling:
    """Compiles queries of one schema when they are first run, and remembers what came of it.

    @skip and @include choose among the fields of an operation: each choice is compiled apart.
    """

    def __init__(self, schema: strawberry.Schema) -> None:
        self._planner = Planner(schema)
        self._is_extended = bool(schema.extensions or schema.directives)
        self._remembered: LRUCache[Key, Made] = LRUCache(
            MOST_BYTES, getsizeof=lambda made: made.size
        )

    def compiled(self, prepared: Prepared) -> Compiled | None:
        """The operation as a function; None where graphql-core is to run it."""
        try:
            return self._remembered[key_of(prepared)].compiled
        except KeyError:
            return self._compile(prepared)

    def give_up(self, prepared: Prepared) -> None:
        """From now on graphql-core is to run it."""
        self._remember(prepared, None)

    def plan(self, prepared: Prepared) -> Selection:
        """The plan of an operation; raises `Unplannable`."""
        if prepared.kind is not OperationType.QUERY or self._is_extended:
            raise Unplannable("it is no query, or extensions of the schema want to see it run")
        assert prepared.document.node is not None  # noqa: S101 - it is in there
        return self._planner.plan(prepared.document.node, prepared.node, prepared.variables)

    def _compile(self, prepared: Prepared) -> Compiled | None:
        try:
            made = compiled(self.plan(prepared))
        except Unplannable:
            made = None
        self._remember(prepared, made)
        return made

    def _remember(self, prepared: Prepared, made: Compiled | None) -> None:
        code = 0 if made is None else len(made.source)
        size = EACH + CHARACTER_BYTES * code + prepared.document.size
        if not prepared.document.is_worth_its_place:
            return
        with suppress(ValueError):  # one that is too large to be remembered
            self._remembered[key_of(prepared)] = Made(prepared.node, made, size)


def key_of(prepared: Prepared) -> Key:
    values, known = prepared.variables.coerced, prepared.known
    if not known.conditions:
        return (id(known.node),)
    return id(known.node), *(values.get(name) for name in known.conditions)
