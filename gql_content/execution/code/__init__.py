"""Plans become functions of Python: one for each operation, and a few below it."""

from gql_content.execution.code.compiled import Compiled, compiled

__all__ = ["Compiled", "compiled"]
