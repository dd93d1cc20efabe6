import subprocess
import sys

START = "gql_content.cli", "gql_content.cli.running", "gql_content.web", "gql_content.web.serving"
LATER = {"arrow", "brotli", "httpx", "markdown_it", "pathspec", "prometheus_client", "rich"}


def test_a_start_imports_nothing_that_its_first_answer_does_not_need() -> None:
    code = f"import sys, {', '.join(START)}; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert LATER & set(done.stdout.split()) == set()
    assert "strawberry" in done.stdout.split()
