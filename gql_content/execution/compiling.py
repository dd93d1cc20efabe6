# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

from contextlib import suppress

import strawberry
from cachetools import LRUCache
from graphql import OperationDefinitionNode, OperationType

from gql_content.execution.code import Compiled, compiled
from gql_content.execution.plans import Planner, Selection, Unplannable
from gql_content.execution.prepared import Prepared

__all__ = ["Compiling"]

REMEMBERED_CHARACTERS = 5_000_000  # of Python, which take about 5 bytes each with their plans
EACH = 1_000  # as many more does each operation count, however short its code is

Key = tuple[int, *tuple[bool | None, ...]]
Made = tuple[OperationDefinitionNode, Compiled | None]


class Compiling:
    """Compiles queries of one schema when they are first run, and remembers what came of it.

    @skip and @include choose among the fields of an operation: each choice is compiled apart.
    """

    def __init__(self, schema: strawberry.Schema) -> None:
        self._planner = Planner(schema)
        self._is_extended = bool(schema.extensions or schema.directives)
        self._remembered: LRUCache[Key, Made] = LRUCache(REMEMBERED_CHARACTERS, getsizeof=weight)

    def compiled(self, prepared: Prepared) -> Compiled | None:
        """The operation as a function; None where graphql-core is to run it."""
        try:
            # The operation is kept with what came of it, so that its id stays its own.
            return self._remembered[key_of(prepared)][1]
        except KeyError:
            return self._compile(prepared)

    def give_up(self, prepared: Prepared) -> None:
        """From now on graphql-core is to run it."""
        self._remembered[key_of(prepared)] = prepared.node, None

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
        with suppress(ValueError):  # one that is too large to be remembered
            self._remembered[key_of(prepared)] = prepared.node, made
        return made


def weight(made: Made) -> int:
    _, compiled = made
    return EACH + (0 if compiled is None else len(compiled.source))


def key_of(prepared: Prepared) -> Key:
    values, known = prepared.variables.coerced, prepared.known
    if not known.conditions:
        return (id(known.node),)
    return id(known.node), *(values.get(name) for name in known.conditions)
