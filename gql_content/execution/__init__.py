"""The GraphQL engine: validates, compiles and runs operations. It knows nothing of articles."""

from gql_content.execution.appraising import OperationAnalysis, analyze_operation
from gql_content.execution.checking import build_validation_policy
from gql_content.execution.checks import ValidationPolicy
from gql_content.execution.document import GraphQLDocument
from gql_content.execution.errors import DeadlineExceededError
from gql_content.execution.executor import Executor
from gql_content.execution.internals import core_schema, strawberry_rules
from gql_content.execution.limits import LimitExceeded, Limits
from gql_content.execution.operation import GraphQLParams
from gql_content.execution.outcome import OperationResult
from gql_content.execution.prepared import PreparedOperation

__all__ = [
    "DeadlineExceededError",
    "Executor",
    "GraphQLDocument",
    "GraphQLParams",
    "LimitExceeded",
    "Limits",
    "OperationAnalysis",
    "OperationResult",
    "PreparedOperation",
    "ValidationPolicy",
    "analyze_operation",
    "build_validation_policy",
    "core_schema",
    "strawberry_rules",
]
