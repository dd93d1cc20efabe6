"""Runs GraphQL operations. It knows GraphQL, and nothing of articles."""

from gql_content.execution.operation import Operation
from gql_content.execution.outcome import Outcome
from gql_content.execution.run import run

__all__ = ["Operation", "Outcome", "run"]
