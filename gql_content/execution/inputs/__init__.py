"""Input coercion: variables and arguments."""

from gql_content.execution.inputs.arguments import Arguments
from gql_content.execution.inputs.converting import InputConverterFactory, UnsupportedInputError
from gql_content.execution.inputs.variables import VariableCoercer

__all__ = ["Arguments", "InputConverterFactory", "UnsupportedInputError", "VariableCoercer"]
