"""What a client gives an operation: variables and arguments, coerced and converted."""

from gql_content.execution.inputs.arguments import Arguments
from gql_content.execution.inputs.converting import Converting, NotConvertible
from gql_content.execution.inputs.variables import VariableReader

__all__ = ["Arguments", "Converting", "NotConvertible", "VariableReader"]
