"""Runs GraphQL operations. It knows GraphQL, and nothing of articles."""

from gql_content.execution.appraising import Appraisal, appraised
from gql_content.execution.checking import checks_of
from gql_content.execution.checks import Checks
from gql_content.execution.document import Document
from gql_content.execution.errors import DeadlinePassed
from gql_content.execution.executor import Executor
from gql_content.execution.internals import core_schema, strawberry_rules
from gql_content.execution.limits import LimitExceeded, Limits
from gql_content.execution.operation import Operation
from gql_content.execution.outcome import Outcome
from gql_content.execution.prepared import Prepared

__all__ = [
    "Appraisal",
    "Checks",
    "DeadlinePassed",
    "Document",
    "Executor",
    "LimitExceeded",
    "Limits",
    "Operation",
    "Outcome",
    "Prepared",
    "appraised",
    "checks_of",
    "core_schema",
    "strawberry_rules",
]
