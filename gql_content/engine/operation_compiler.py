# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.
"""Compiles operations when they are first run, and keeps what was compiled."""

from contextlib import suppress
from typing import TYPE_CHECKING

import strawberry
from cachetools import LRUCache
from graphql import OperationDefinitionNode, OperationType
from msgspec import Struct

from gql_content.engine.internals import is_whole, or_none, report
from gql_content.engine.operation import PreparedOperation

if TYPE_CHECKING:
    from gql_content.engine.compiled_operation import CompiledOperation
    from gql_content.engine.planner import Planner

__all__ = ["OperationCompiler"]


MAX_CACHED_BYTES = 12_000_000
BYTES_PER_SOURCE_CHARACTER = 5  # of Python source, plans included
CACHE_ENTRY_OVERHEAD_BYTES = 5_000  # added to the size of each entry

CompilationKey = tuple[int, *tuple[bool | None, ...]]


class CacheEntry(Struct, frozen=True):
    """A compiled operation, or None if graphql-core runs it.

    The entry holds the node, so that its id is not reused. The node holds the whole document, which
    `size` therefore includes.
    """

    node: OperationDefinitionNode
    compiled: "CompiledOperation | None"
    size: int


class OperationCompiler:
    """Compiles the queries of one schema on first use, and caches the compiled functions.

    `@skip` and `@include` change the selected fields, so each combination is compiled separately.
    """

    def __init__(self, schema: strawberry.Schema) -> None:
        self._planner = or_none("planning", lambda: make_planner(schema))
        self._is_extended = bool(schema.extensions or schema.directives)
        self._cache: LRUCache[CompilationKey, CacheEntry] = LRUCache(
            MAX_CACHED_BYTES, getsizeof=lambda entry: entry.size
        )

    def compile(self, prepared: PreparedOperation) -> "CompiledOperation | None":
        """The compiled operation; None if graphql-core has to run it."""
        try:
            return self._cache[compilation_key(prepared)].compiled
        except KeyError:
            return self._compile_and_cache(prepared)

    def mark_unplannable(self, prepared: PreparedOperation) -> None:
        """From now on graphql-core runs this operation."""
        self._add_to_cache(prepared, None)

    def explain(self, prepared: PreparedOperation) -> str:
        """The plan of an operation in readable form, or why it has none."""
        reason = self._reason_against(prepared)
        if self._planner is None or reason:
            return f"graphql-core runs this operation: {reason or 'see the log'}."
        from gql_content.engine.plan import explain_plan
        from gql_content.engine.planner import Unplannable

        assert prepared.document.node is not None  # noqa: S101 - a prepared operation has a document
        try:
            plan = self._planner.plan(prepared.document.node, prepared.node, prepared.variables)
        except Unplannable as error:
            return f"graphql-core runs this operation: {error}."
        return explain_plan(plan)

    def _reason_against(self, prepared: PreparedOperation) -> str:
        if prepared.operation_type is OperationType.QUERY and not self._is_extended:
            return ""
        return "it is not a query, or the schema has extensions"

    def _compile_and_cache(self, prepared: PreparedOperation) -> "CompiledOperation | None":
        compiled = None
        if self._planner is not None and not self._reason_against(prepared):
            compiled = compile_or_none(self._planner, prepared)
        self._add_to_cache(prepared, compiled)
        return compiled

    def _add_to_cache(
        self, prepared: PreparedOperation, compiled: "CompiledOperation | None"
    ) -> None:
        if not prepared.document.is_worth_its_place:
            return
        characters = 0 if compiled is None else len(compiled.source)
        size = (
            CACHE_ENTRY_OVERHEAD_BYTES
            + BYTES_PER_SOURCE_CHARACTER * characters
            + prepared.document.size
        )
        with suppress(ValueError):  # larger than the whole cache
            self._cache[compilation_key(prepared)] = CacheEntry(prepared.node, compiled, size)


def make_planner(schema: strawberry.Schema) -> "Planner | None":
    """Imported here, since what it imports need not be there in every version of the libraries."""
    from gql_content.engine import compiled_operation
    from gql_content.engine.planner import Planner

    assert compiled_operation  # noqa: S101 - imported so that it is known to be there
    return Planner(schema) if is_whole(schema) else None


def compile_or_none(planner: "Planner", prepared: PreparedOperation) -> "CompiledOperation | None":
    from gql_content.engine.compiled_operation import compile_plan
    from gql_content.engine.planner import Unplannable

    assert prepared.document.node is not None  # noqa: S101 - a prepared operation has a document
    try:
        return compile_plan(planner.plan(prepared.document.node, prepared.node, prepared.variables))
    except Unplannable:
        return None
    except Exception as error:  # noqa: BLE001 - whatever has changed in a library
        report("planning", error)
        return None


def compilation_key(prepared: PreparedOperation) -> CompilationKey:
    values, operation = prepared.variables.coerced, prepared.operation
    if not operation.condition_variables:
        return (id(operation.node),)
    return id(operation.node), *(values.get(name) for name in operation.condition_variables)
