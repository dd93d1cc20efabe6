"""docs/problems.md explains every code there is, and no other."""

import re
from pathlib import Path

import pytest
import yaml

import gql_content
from gql_content.checks import RULES, meaning_of
from tests.cli.program import run_command

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
CODE = re.compile(r"\b[A-Z]{2,}(?:_[A-Z0-9]+)+\b|\b(?:OVERSIZE|UNREADABLE)\b")


def explained() -> set[str]:
    return set(re.findall(r"^### (\w+)$", DOCS, re.MULTILINE))


def codes_in(room: str) -> set[str]:
    """The codes of the problems that a room makes, read off its source."""
    root = Path(gql_content.__path__[0]) / room
    made = re.compile(
        r'(?:Fault\(\s*|_fault\(\s*|code=|self\._?add\([^"]*?"[^"]*",\s*|name, )"([A-Z0-9_]+)"'
    )
    return {code for file in root.rglob("*.py") for code in made.findall(file.read_text("utf-8"))}


def test_every_code_is_explained_and_no_other() -> None:
    rooms = ("parsing", "loading", "library", "repository")
    made = {code for room in rooms for code in codes_in(room)}
    assert {"BAD_YAML", "BAD_DATE", "WRONG_TYPE", "NOT_UTF8", "UNREADABLE", "DUPLICATE_URL"} <= made
    assert explained() == made | RULES.keys()


def test_a_code_is_explained_once_and_in_words() -> None:
    sections = re.findall(r"^### \w+\n([^\n]+)", DOCS, re.MULTILINE)
    assert len(sections) == len(explained())


@pytest.mark.parametrize("code", RULES)
def test_every_rule_says_in_a_sentence_what_it_finds(code: str) -> None:
    assert 20 < len(meaning_of(RULES[code])) < 120
    assert CODE.search(meaning_of(RULES[code])) is None


def test_every_option_that_the_page_shows_is_one() -> None:
    said = run_command("check", "--help").stdout.decode()
    for option in set(re.findall(r"(?<= )--[a-z-]+", DOCS)):
        assert option in said


def command_in(workflow: dict[str, dict[str, dict[str, list[dict[str, str]]]]]) -> str:
    steps = workflow["jobs"]["check"]["steps"]
    return next(step["run"] for step in steps if "check" in step.get("run", ""))


def test_the_commands_of_the_examples_run() -> None:
    examples = ROOT / "docs" / "examples"
    workflow = yaml.safe_load((examples / "github-actions.yml").read_text("utf-8"))
    config = yaml.safe_load((examples / "pre-commit-config.yaml").read_text("utf-8"))
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (hook,) = config["repos"][0]["hooks"]
    entry = {one["id"]: one["entry"] for one in hooks}[hook["id"]]
    for command in (command_in(workflow), " ".join([entry, *hook["args"]])):
        program, *arguments = command.split()
        assert program == "gql-content"
        ended = run_command(*arguments, cwd=ROOT)
        assert ended.returncode == 0, ended.stderr
        assert b"RELATED_URL_UNKNOWN" in ended.stdout
