"""Code generation: compiles the plan of an operation to Python functions."""

from gql_content.execution.code.compiled import CompiledOperation, compile_plan

__all__ = ["CompiledOperation", "compile_plan"]
