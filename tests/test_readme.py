"""What the README says is true: its query has its answer, its tables are the settings."""

import re
from pathlib import Path

import msgspec
import pytest

from gql_content.cli.options import ENVIRONMENT_PREFIX, get_setting_annotation
from gql_content.settings import Settings
from tests.served import Served

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """The only block of the README in this language."""
    found = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert len(found) == 1
    return found[0]


def test_the_query_has_the_answer_that_the_readme_shows(sample: Served) -> None:
    assert sample.response(block("graphql")).json() == msgspec.json.decode(block("json"))


def test_the_file_that_the_readme_shows_is_in_the_sample_content() -> None:
    path = re.findall(r"^`(content/\S+\.md)`$", README, re.MULTILINE)[0]
    file = (ROOT / path).read_text(encoding="utf-8")
    for part in block("markdown").split("…\n"):
        assert part in file


@pytest.mark.parametrize("field", msgspec.structs.fields(Settings), ids=lambda one: one.name)
def test_every_setting_stands_in_the_table(field: msgspec.structs.FieldInfo) -> None:
    _, meaning = get_setting_annotation(field.name)
    option = "CONTENT" if field.name == "content" else f"--{field.name.replace('_', '-')}"
    row = next(line for line in README.splitlines() if line.startswith(f"| `{option}` |"))
    _, _, variable, default, told, _ = (cell.strip() for cell in row.split("|"))
    assert variable == f"`{ENVIRONMENT_PREFIX}{field.name.upper()}`"
    assert told == meaning
    if field.default is not None and field.name not in {
        "state_dir",
        "include",
        "exclude",
        "ignore",
    }:
        assert default.strip("`").lower() == written(field.default)


def written(default: object) -> str:
    """A default as the table has it."""
    if isinstance(default, tuple):
        return " ".join(map(str, default))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - of texts
    return str(default).lower()


def test_no_row_of_the_table_is_no_setting() -> None:
    variables = set(re.findall(rf"`{ENVIRONMENT_PREFIX}(\w+)`", README))
    assert variables == {field.name.upper() for field in msgspec.structs.fields(Settings)}


def test_every_script_that_the_readme_names_is_there_and_runs() -> None:
    for script in set(re.findall(r"\./scripts/(\w+)", README)):
        assert (ROOT / "scripts" / script).stat().st_mode & 0o111


def test_the_readme_lists_every_package() -> None:
    modules = (path for path in (ROOT / "gql_content").iterdir() if path.name[0] not in "_.")
    # A folder that Git has emptied may still hold what Python compiled.
    packages = {one.stem for one in modules if one.is_file() or (one / "__init__.py").exists()}
    shown = set(re.findall(r"^    (\w+)(?:, (\w+))?  ", README, re.MULTILINE))
    assert packages - {"py"} == {name for names in shown for name in names if name}
