# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

from contextlib import suppress
from typing import TYPE_CHECKING

import strawberry
from cachetools import LRUCache
from graphql import OperationDefinitionNode, OperationType
from msgspec import Struct

from gql_content.execution.internals import is_whole, or_none, report
from gql_content.execution.prepared import Prepared

if TYPE_CHECKING:
    from gql_content.execution.code import Compiled
    from gql_content.execution.plans import Planner

__all__ = ["Compiling"]

MOST_BYTES = 12_000_000
CHARACTER_BYTES = 5  # of Python, with the plan behind it
EACH = 5_000  # bytes of an operation, however short its code is

Key = tuple[int, *tuple[bool | None, ...]]


class Made(Struct, frozen=True):
    """What came of an operation: `size` counts its whole document, to which `node` holds on."""

    node: OperationDefinitionNode  # so that its id stays its own
    compiled: "Compiled | None"
    size: int


class Compiling:
    """Compiles queries of one schema when they are first run, and remembers what came of it.

    @skip and @include choose among the fields of an operation: each choice is compiled apart.
    """

    def __init__(self, schema: strawberry.Schema) -> None:
        self._planner = or_none("planning", lambda: planner_of(schema))
        self._is_extended = bool(schema.extensions or schema.directives)
        self._remembered: LRUCache[Key, Made] = LRUCache(
            MOST_BYTES, getsizeof=lambda made: made.size
        )

    def compiled(self, prepared: Prepared) -> "Compiled | None":
        """The operation as a function; None where graphql-core is to run it."""
        try:
            return self._remembered[key_of(prepared)].compiled
        except KeyError:
            return self._compile(prepared)

    def give_up(self, prepared: Prepared) -> None:
        """From now on graphql-core is to run it."""
        self._remember(prepared, None)

    def explain(self, prepared: Prepared) -> str:
        """The plan of an operation for people to read, or why it has none."""
        reason = self._reason_against(prepared)
        if self._planner is None or reason:
            return f"graphql-core runs this operation: {reason or 'see the log'}."
        from gql_content.execution.plans import Unplannable, explained

        assert prepared.document.node is not None  # noqa: S101 - it is in there
        try:
            plan = self._planner.plan(prepared.document.node, prepared.node, prepared.variables)
        except Unplannable as error:
            return f"graphql-core runs this operation: {error}."
        return explained(plan)

    def _reason_against(self, prepared: Prepared) -> str:
        if prepared.kind is OperationType.QUERY and not self._is_extended:
            return ""
        return "it is no query, or extensions of the schema want to see it run"

    def _compile(self, prepared: Prepared) -> "Compiled | None":
        made = None
        if self._planner is not None and not self._reason_against(prepared):
            made = made_by(self._planner, prepared)
        self._remember(prepared, made)
        return made

    def _remember(self, prepared: Prepared, made: "Compiled | None") -> None:
        code = 0 if made is None else len(made.source)
        size = EACH + CHARACTER_BYTES * code + prepared.document.size
        if not prepared.document.is_worth_its_place:
            return
        with suppress(ValueError):  # one that is too large to be remembered
            self._remembered[key_of(prepared)] = Made(prepared.node, made, size)


def planner_of(schema: strawberry.Schema) -> "Planner | None":
    """Imported here, since what it imports need not be there in every version of the libraries."""
    from gql_content.execution import code, plans

    assert code  # noqa: S101 - imported so that it is known to be there
    return plans.Planner(schema) if is_whole(schema) else None


def made_by(planner: "Planner", prepared: Prepared) -> "Compiled | None":
    from gql_content.execution.code import compiled
    from gql_content.execution.plans import Unplannable

    assert prepared.document.node is not None  # noqa: S101 - it is in there
    try:
        return compiled(planner.plan(prepared.document.node, prepared.node, prepared.variables))
    except Unplannable:
        return None
    except Exception as error:  # noqa: BLE001 - whatever has changed in a library
        report("planning", error)
        return None


def key_of(prepared: Prepared) -> Key:
    values, known = prepared.variables.coerced, prepared.known
    if not known.conditions:
        return (id(known.node),)
    return id(known.node), *(values.get(name) for name in known.conditions)
