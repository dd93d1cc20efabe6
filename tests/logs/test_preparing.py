"""structlog is imported after start-up, and before the first event."""

import subprocess
import sys

PROGRAM = """
import io, sys
from gql_content.log import LogFormat, LogLevel, import_rendering, start_logging
start_logging(LogFormat.AUTO, LogLevel.INFO, io.BytesIO())
assert "structlog" not in sys.modules
import_rendering()
assert "structlog" in sys.modules
"""


def test_rendering_is_imported_on_request() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)
