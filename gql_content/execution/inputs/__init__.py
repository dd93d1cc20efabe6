"""Input coercion and conversion of field arguments."""

from gql_content.execution.inputs.arguments import Arguments
from gql_content.execution.inputs.converting import InputConverterFactory, UnsupportedInputError

__all__ = ["Arguments", "InputConverterFactory", "UnsupportedInputError"]
