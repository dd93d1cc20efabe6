"""`gql-content check`: locations, formats and exit codes."""

import os
import re
from pathlib import Path

import msgspec
import pytest

from gql_content.cli.report import Report, build_report
from gql_content.cli.report_formats import format_report
from gql_content.settings import Settings
from tests.cli.program import run_command
from tests.cli.sarif import SarifLog
from tests.folder import write

FILES: dict[str, dict[str, object] | str] = {
    "good.md": {"title": "Good"},
    "keys.md": "---\ntitle: Keys\nnoIndex: true\n---\nText.\n",
    "wide.md": f"---\ntitle: 光と水\nanswer: {'光' * 80} <script>x</script> {'x' * 90}\n---\n",
}
BROKEN = "---\ntitle: What: why\n---\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write(tmp_path / "content", FILES)


def make_report(content: Path, *only: str) -> Report:
    return build_report(Settings(content=content, state=False), only)


def test_a_problem_has_a_line_a_caret_and_a_remedy(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(content.parent)
    lines = format_report(make_report(Path("content")), "text").splitlines()
    assert lines[:4] == [
        "content/keys.md:3:1  \x1b[33mwarning\x1b[0m  UNKNOWN_KEY  "
        "The key 'noIndex' is unknown. Did you mean 'no_index'?",
        "  3 | noIndex: true",
        "    | ^",
        "    Use no_index.",
    ]
    assert lines[-1] == "       2  problems, 0 of them errors, in 2 of 3 files"


def test_the_caret_of_a_long_line_is_below_its_character(content: Path) -> None:
    lines = format_report(make_report(content, "REMOVED_HTML"), "text").splitlines()
    line, caret = lines[1], lines[2]
    before = line[: line.index("<script>")]
    assert line.startswith("  3 | …")
    assert line.endswith("…")
    cells = sum(2 if "\u3000" < char < "\uffff" else 1 for char in before)
    assert caret.index("^") == cells


def test_the_summary_counts_by_code(content: Path) -> None:
    write(content, {"bad.md": BROKEN})
    rows = re.sub(r"\x1b\[\d+m", "", format_report(make_report(content), "summary")).splitlines()
    assert [row.split()[:3] for row in rows[:-1]] == [
        ["1", "error", "BAD_YAML"],
        ["1", "warning", "REMOVED_HTML"],
        ["1", "warning", "UNKNOWN_KEY"],
    ]


def test_json_has_all_problems_and_the_counts(content: Path) -> None:
    document = msgspec.json.decode(format_report(make_report(content), "json"))
    assert [entry["code"] for entry in document["problems"]] == ["UNKNOWN_KEY", "REMOVED_HTML"]
    assert {entry["code"]: entry["problems"] for entry in document["counts"]} == {
        "REMOVED_HTML": 1,
        "UNKNOWN_KEY": 1,
    }
    assert document["files"] == 3


def test_github_annotations_have_a_location(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(content)
    write(content, {"a,b:c.md": BROKEN})
    first, *_ = format_report(make_report(Path()), "github").splitlines()
    assert first.startswith("::error file=a%2Cb%3Ac.md,line=2,col=12,title=BAD_YAML::A colon")


def test_sarif_conforms_to_the_standard(content: Path) -> None:
    write(content, {"bäd file.md": BROKEN, "gone.md": "\ud83d".encode("utf-8", "replace").decode()})
    (content / "latin.md").write_bytes(b"\xff")
    log = msgspec.json.decode(format_report(make_report(content), "sarif"), type=SarifLog)
    (run,) = log.runs
    assert [entry.rule_id for entry in run.results] == [
        run.tool.driver.rules[entry.rule_index].id for entry in run.results
    ]
    places = {entry.rule_id: entry.locations[0].physical_location for entry in run.results}
    assert places["BAD_YAML"].artifact_location.uri.endswith("b%C3%A4d%20file.md")
    assert places["BAD_YAML"].region is not None
    assert places["BAD_YAML"].region.start_column == 12


def test_the_exit_code_depends_on_the_severity(content: Path) -> None:
    assert run_command("check", content).returncode == 0
    assert run_command("check", content, "--fail-on", "warning").returncode == 1
    write(content, {"bad.md": BROKEN})
    process = run_command("check", content, "--ignore", "UNKNOWN_KEY", "--summary")
    assert process.returncode == 1
    assert b"UNKNOWN_KEY" not in process.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--ignore", "UNKNOWN_KEYS"], "Did you mean UNKNOWN_KEY?"),
        (["--only", "NOTHING"], "No rule has the code NOTHING."),
    ],
)
def test_a_usage_error_is_exit_code_2(content: Path, arguments: list[str], message: str) -> None:
    process = run_command("check", content, *arguments)
    assert process.returncode == 2
    assert message in process.stderr.decode()
    assert not process.stdout


def test_rules_are_listed_and_findings_are_saved(content: Path, tmp_path: Path) -> None:
    assert b"UNKNOWN_KEY  " in run_command("check", "--rules").stdout
    state = tmp_path / "state"
    first, second = (
        run_command("check", content, "--state", "--state-dir", state) for _ in range(2)
    )
    assert first.stdout == second.stdout
    assert {file.suffix for file in state.iterdir()} == {".snapshot", ".checks"}


def test_special_files_and_outside_links_are_reported_without_being_opened(tmp_path: Path) -> None:
    root = write(tmp_path / "root", {"a.md": {"title": "A title"}, "../outside.md": "a secret"})
    os.mkfifo(root / "pipe.md")
    (root / "link.md").symlink_to("../outside.md")
    process = run_command("check", root)
    assert process.returncode == 1
    message = process.stdout.decode()
    assert "pipe.md" in message
    assert "NOT_A_FILE" in message
    assert "LINK_OUTSIDE" in message
    assert "a secret" not in message
