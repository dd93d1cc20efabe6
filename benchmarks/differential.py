"""Compiled operations against graphql-core, in great number: python -m benchmarks.differential

python -m benchmarks.differential [CASES] [FIRST_SEED]. Documents and variables are those of
tests/execution/differential, over the real schema and over one with everything; each difference is
printed with the seed that makes it again, and the exit code tells whether there was any.
"""

import asyncio
import sys
from itertools import count
from time import monotonic
from typing import Any
from warnings import simplefilter

import strawberry

from gql_content.engine import Executor, GraphQLParams
from gql_content.schema import SCHEMA
from tests.execution.differential import content, documents
from tests.execution.differential.comparing import UNLIMITED, run_both
from tests.execution.differential.everything import KITCHEN_SINK

CASES = 200_000
SAY = 10_000


async def main(cases: int, first: int) -> int:
    """How many cases differ."""
    # graphql-core leaves coroutines behind where errors made them needless. Where one is collected
    # while a lambda of a named tuple runs, which has no builtins, not even the warning succeeds.
    simplefilter("ignore")
    sys.unraisablehook = lambda _: None
    schemas: list[tuple[strawberry.Schema, Any, tuple[str, ...]]] = [
        (KITCHEN_SINK, "the context", documents.TEXTS),
        (SCHEMA, content.CONTENT, content.TEXTS),
    ]
    executors = [Executor(schema, UNLIMITED) for schema, _, _ in schemas]
    ran, different, began = 0, 0, monotonic()
    for seed in count(first):
        for executor, (schema, context, texts) in zip(executors, schemas, strict=True):
            core = schema._schema  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - it has no public name
            case = documents.generate_case(core, seed, texts)
            for variables in case.variables:
                asked = GraphQLParams(query=case.text, variables=variables)
                found = await run_both(executor, schema, asked, context)
                ran += 1
                if found is not None and not found.are_equal:
                    different += 1
                    print(f"seed {seed}\n{case.text}\n{variables}\n{found.ours}\n{found.theirs}\n")
                if ran % SAY == 0:
                    print(f"{ran:,} cases, {different} different, {monotonic() - began:.0f} s")
        if ran >= cases:
            return different
    return different


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    cases, first = [*given, *(CASES, 0)[len(given) :]]
    sys.exit(1 if asyncio.run(main(cases, first)) else 0)
