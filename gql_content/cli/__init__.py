"""The command line: parse arguments, call one function, print, exit code."""

from gql_content.cli.main import main

__all__ = ["main"]
