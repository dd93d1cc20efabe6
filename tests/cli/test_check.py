"""`gql-content check`: places, formats and exit codes."""

import os
import re
from pathlib import Path

import msgspec
import pytest

from gql_content.cli.reports import Report, formatted, report_of
from gql_content.config import Settings
from tests.cli.program import run
from tests.cli.sarif import Log
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


def report(content: Path, *only: str) -> Report:
    return report_of(Settings(content=content, state=False), only)


def test_a_problem_is_told_with_its_line_a_caret_and_a_remedy(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(content.parent)
    told = formatted(report(Path("content")), "text").splitlines()
    assert told[:4] == [
        "content/keys.md:3:1  \x1b[33mwarning\x1b[0m  UNKNOWN_KEY  "
        "The key 'noIndex' is unknown. Did you mean 'no_index'?",
        "  3 | noIndex: true",
        "    | ^",
        "    Use no_index.",
    ]
    assert told[-1] == "       2  problems, 0 of them errors, in 2 of 3 files"


def test_the_caret_of_a_long_line_stands_below_its_sign(content: Path) -> None:
    told = formatted(report(content, "REMOVED_HTML"), "text").splitlines()
    line, caret = told[1], told[2]
    before = line[: line.index("<script>")]
    assert line.startswith("  3 | …")
    assert line.endswith("…")
    cells = sum(2 if "\u3000" < char < "\uffff" else 1 for char in before)
    assert caret.index("^") == cells


def test_the_summary_counts_by_code(content: Path) -> None:
    write(content, {"bad.md": BROKEN})
    rows = re.sub(r"\x1b\[\d+m", "", formatted(report(content), "summary")).splitlines()
    assert [row.split()[:3] for row in rows[:-1]] == [
        ["1", "error", "BAD_YAML"],
        ["1", "warning", "REMOVED_HTML"],
        ["1", "warning", "UNKNOWN_KEY"],
    ]


def test_json_holds_every_problem_and_the_counts(content: Path) -> None:
    told = msgspec.json.decode(formatted(report(content), "json"))
    assert [one["code"] for one in told["problems"]] == ["UNKNOWN_KEY", "REMOVED_HTML"]
    assert {one["code"]: one["problems"] for one in told["counts"]} == {
        "REMOVED_HTML": 1,
        "UNKNOWN_KEY": 1,
    }
    assert told["files"] == 3


def test_github_shows_each_beside_its_line(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(content)
    write(content, {"a,b:c.md": BROKEN})
    first, *_ = formatted(report(Path()), "github").splitlines()
    assert first.startswith("::error file=a%2Cb%3Ac.md,line=2,col=12,title=BAD_YAML::A colon")


def test_sarif_has_the_shape_that_its_standard_gives_it(content: Path) -> None:
    write(content, {"bäd file.md": BROKEN, "gone.md": "\ud83d".encode("utf-8", "replace").decode()})
    (content / "latin.md").write_bytes(b"\xff")
    log = msgspec.json.decode(formatted(report(content), "sarif"), type=Log)
    (only,) = log.runs
    assert [one.rule_id for one in only.results] == [
        only.tool.driver.rules[one.rule_index].id for one in only.results
    ]
    places = {one.rule_id: one.locations[0].physical_location for one in only.results}
    assert places["BAD_YAML"].artifact_location.uri.endswith("b%C3%A4d%20file.md")
    assert places["BAD_YAML"].region is not None
    assert places["BAD_YAML"].region.start_column == 12


def test_the_exit_code_tells_how_bad_it_is(content: Path) -> None:
    assert run("check", content).returncode == 0
    assert run("check", content, "--fail-on", "warning").returncode == 1
    write(content, {"bad.md": BROKEN})
    ended = run("check", content, "--ignore", "UNKNOWN_KEY", "--summary")
    assert ended.returncode == 1
    assert b"UNKNOWN_KEY" not in ended.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--ignore", "UNKNOWN_KEYS"], "Did you mean UNKNOWN_KEY?"),
        (["--only", "NOTHING"], "No rule has the code NOTHING."),
    ],
)
def test_a_mistake_in_the_call_is_exit_code_2(
    content: Path, arguments: list[str], said: str
) -> None:
    ended = run("check", content, *arguments)
    assert ended.returncode == 2
    assert said in ended.stderr.decode()
    assert not ended.stdout


def test_rules_are_listed_and_findings_are_remembered(content: Path, tmp_path: Path) -> None:
    assert b"UNKNOWN_KEY  " in run("check", "--rules").stdout
    state = tmp_path / "state"
    first, second = (run("check", content, "--state", "--state-dir", state) for _ in range(2))
    assert first.stdout == second.stdout
    assert {file.suffix for file in state.iterdir()} == {".snapshot", ".checks"}


def test_what_is_no_file_is_told_without_being_opened(tmp_path: Path) -> None:
    root = write(tmp_path / "root", {"a.md": {"title": "A title"}, "../outside.md": "a secret"})
    os.mkfifo(root / "pipe.md")
    (root / "link.md").symlink_to("../outside.md")
    done = run("check", root)
    assert done.returncode == 1
    said = done.stdout.decode()
    assert "pipe.md" in said
    assert "NOT_A_FILE" in said
    assert "LINK_OUTSIDE" in said
    assert "a secret" not in said
