# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.

from contextlib import suppress

import strawberry
from cachetools import LRUCache
from graphql import OperationDefinitionNode, OperationType

from gql_content.execution.code import CompiledOperation, compile_plan
from gql_content.execution.plans import Planner, SelectionSet, Unplannable
from gql_content.execution.prepared import PreparedOperation

__all__ = ["OperationCompiler"]

MAX_CACHED_SOURCE_CHARACTERS = 5_000_000  # of Python source; about 5 bytes each, plans included
CACHE_ENTRY_OVERHEAD_CHARACTERS = 1_000  # added to the size of each entry

CompilationKey = tuple[int, *tuple[bool | None, ...]]
CacheEntry = tuple[OperationDefinitionNode, CompiledOperation | None]


class OperationCompiler:
    """Compiles the queries of one schema on first use, and caches the compiled functions.

    `@skip` and `@include` change the selected fields, so each combination is compiled separately.
    """

    def __init__(self, schema: strawberry.Schema) -> None:
        self._planner = Planner(schema)
        self._is_extended = bool(schema.extensions or schema.directives)
        self._cache: LRUCache[CompilationKey, CacheEntry] = LRUCache(
            MAX_CACHED_SOURCE_CHARACTERS, getsizeof=cache_entry_size
        )

    def compile(self, prepared: PreparedOperation) -> CompiledOperation | None:
        """The compiled operation; None if graphql-core has to run it."""
        try:
            # The entry holds the node, so that its id is not reused.
            return self._cache[compilation_key(prepared)][1]
        except KeyError:
            return self._compile_and_cache(prepared)

    def mark_unplannable(self, prepared: PreparedOperation) -> None:
        """From now on graphql-core runs this operation."""
        self._cache[compilation_key(prepared)] = prepared.node, None

    def plan(self, prepared: PreparedOperation) -> SelectionSet:
        """The plan of an operation; raises `Unplannable`."""
        if prepared.operation_type is not OperationType.QUERY or self._is_extended:
            raise Unplannable("it is not a query, or the schema has extensions")
        assert prepared.document.node is not None  # noqa: S101 - a prepared operation has a document
        return self._planner.plan(prepared.document.node, prepared.node, prepared.variables)

    def _compile_and_cache(self, prepared: PreparedOperation) -> CompiledOperation | None:
        try:
            compiled = compile_plan(self.plan(prepared))
        except Unplannable:
            compiled = None
        with suppress(ValueError):  # larger than the whole cache
            self._cache[compilation_key(prepared)] = prepared.node, compiled
        return compiled


def cache_entry_size(entry: CacheEntry) -> int:
    _, compiled = entry
    return CACHE_ENTRY_OVERHEAD_CHARACTERS + (0 if compiled is None else len(compiled.source))


def compilation_key(prepared: PreparedOperation) -> CompilationKey:
    values, operation = prepared.variables.coerced, prepared.operation
    if not operation.condition_variables:
        return (id(operation.node),)
    return id(operation.node), *(values.get(name) for name in operation.condition_variables)
