"""docs/problems.md explains exactly the existing codes."""

import re
from pathlib import Path

import pytest
import yaml

import gql_content
from gql_content.rules import RULES, describe_rule
from tests.cli.program import run_command

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
CODE = re.compile(r"\b[A-Z]{2,}(?:_[A-Z0-9]+)+\b|\b(?:OVERSIZE|UNREADABLE)\b")


def find_documented_codes() -> set[str]:
    return set(re.findall(r"^### (\w+)$", DOCS, re.MULTILINE))


def find_codes(package: str) -> set[str]:
    """Find the codes of a package's problems in its source."""
    root = Path(gql_content.__path__[0]) / package
    used_codes = re.compile(
        r"(?:ParseIssue\(\s*|_make_syntax_issue\(\s*|code=|name, "
        r'|self\._?add(?:_issue)?\([^"]*?"[^"]*",\s*)"([A-Z0-9_]+)"'
    )
    return {
        code for file in root.rglob("*.py") for code in used_codes.findall(file.read_text("utf-8"))
    }


def test_exactly_the_existing_codes_are_documented() -> None:
    packages = ("content", "sources", "files", "library")
    used_codes = {code for package in packages for code in find_codes(package)}
    assert {
        "BAD_YAML",
        "BAD_DATE",
        "WRONG_TYPE",
        "NOT_UTF8",
        "UNREADABLE",
        "DUPLICATE_URL",
    } <= used_codes
    assert find_documented_codes() == used_codes | RULES.keys()


def test_a_code_is_documented_once_and_with_text() -> None:
    sections = re.findall(r"^### \w+\n([^\n]+)", DOCS, re.MULTILINE)
    assert len(sections) == len(find_documented_codes())


@pytest.mark.parametrize("code", RULES)
def test_every_rule_is_described_in_a_sentence(code: str) -> None:
    assert 20 < len(describe_rule(RULES[code])) < 120
    assert CODE.search(describe_rule(RULES[code])) is None


def test_every_option_that_the_page_shows_is_one() -> None:
    expected = run_command("check", "--help").stdout.decode()
    for option in set(re.findall(r"(?<= )--[a-z-]+", DOCS)):
        assert option in expected


def find_command(workflow: dict[str, dict[str, dict[str, list[dict[str, str]]]]]) -> str:
    steps = workflow["jobs"]["check"]["steps"]
    return next(step["run"] for step in steps if "check" in step.get("run", ""))


def test_the_commands_of_the_examples_succeed() -> None:
    examples = ROOT / "docs" / "examples"
    workflow = yaml.safe_load((examples / "github-actions.yml").read_text("utf-8"))
    config = yaml.safe_load((examples / "pre-commit-config.yaml").read_text("utf-8"))
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (hook,) = config["repos"][0]["hooks"]
    entry = {one["id"]: one["entry"] for one in hooks}[hook["id"]]
    for command in (find_command(workflow), " ".join([entry, *hook["args"]])):
        program, *arguments = command.split()
        assert program == "gql-content"
        ended = run_command(*arguments, cwd=ROOT)
        assert ended.returncode == 0, ended.stderr
        assert b"RELATED_URL_UNKNOWN" in ended.stdout
