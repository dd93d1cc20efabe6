"""What a client gives the fields of an operation: arguments, coerced and converted."""

from gql_content.execution.inputs.arguments import Arguments
from gql_content.execution.inputs.converting import Converting, NotConvertible

__all__ = ["Arguments", "Converting", "NotConvertible"]
