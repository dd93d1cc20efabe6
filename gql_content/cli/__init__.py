"""The command line. Each command parses its arguments, calls one function and prints the result."""

from gql_content.cli.main import main

__all__ = ["main"]
