import subprocess
import sys

IMPORTED_AT_START = (
    "gql_content.cli",
    "gql_content.server.serve",
    "gql_content.web",
    "gql_content.server.uvicorn_server",
)
IMPORTED_LATER = {
    "arrow",
    "brotli",
    "httpx",
    "markdown_it",
    "pathspec",
    "prometheus_client",
    "rich",
}


def test_start_up_imports_only_what_the_first_response_needs() -> None:
    code = f"import sys, {', '.join(IMPORTED_AT_START)}; print(*sorted(sys.modules))"
    process = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert IMPORTED_LATER & set(process.stdout.split()) == set()
    assert "strawberry" in process.stdout.split()
