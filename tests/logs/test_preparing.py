"""What takes long to import is not imported for a start, and not with the first line either."""

import subprocess
import sys

PROGRAM = """
import io, sys
from gql_content.logs import LogFormat, LogLevel, prepare_lines, start_log
start_log(LogFormat.AUTO, LogLevel.INFO, io.BytesIO())
assert "structlog" not in sys.modules
prepare_lines()
assert "structlog" in sys.modules
"""


def test_lines_are_prepared_when_a_start_is_over() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)
