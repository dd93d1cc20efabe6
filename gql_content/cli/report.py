"""The report of a check."""

from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from os import path as os_path
from pathlib import Path

from msgspec import Struct
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from gql_content.files import Progress
from gql_content.model import Problem, Severity
from gql_content.rules import (
    RULES,
    FindingsCache,
    RuleEngine,
    describe_rule,
    get_findings_path,
    read_rule_config,
    validate_rule_code,
)
from gql_content.settings import Settings
from gql_content.sources import Loading, load_folder

__all__ = ["Report", "build_report", "format_rule_table"]


class CodeCount(Struct, frozen=True):
    """The number of problems with a code, and of files that have them."""

    code: str
    severity: Severity
    problems: int
    files: int


class Report(Struct, frozen=True):
    """The problems in the folder `root`, and the number of files checked."""

    root: Path
    problems: Sequence[Problem]
    files: int

    @property
    def counts(self) -> list[CodeCount]:
        """The counts by code: errors first, then by descending frequency."""
        problem_counts = Counter((problem.severity, problem.code) for problem in self.problems)
        affected_files = {
            (problem.severity, problem.code, problem.path) for problem in self.problems
        }
        file_counts = Counter((severity, code) for severity, code, _ in affected_files)
        counts = [
            CodeCount(code, severity, number, file_counts[severity, code])
            for (severity, code), number in problem_counts.items()
        ]
        return sorted(counts, key=lambda count: (count.severity, -count.problems, count.code))

    def has_severity(self, severity: Severity) -> bool:
        """Whether a problem has at least this severity."""
        severities = {Severity.ERROR, severity}
        return any(problem.severity in severities for problem in self.problems)

    def get_file(self, problem: Problem) -> str:
        """The path of a problem's file, relative to the working directory."""
        return os_path.relpath(self.root / problem.path)


def build_report(settings: Settings, only: Sequence[str]) -> Report:
    """Checks a folder; `only` restricts the report to these codes."""
    policy = read_rule_config(settings.content, settings.ignore)
    for code in only:
        validate_rule_code(code)
    with show_progress("Reading articles") as progress:
        loading = load_folder(settings.content, settings.selection, settings.snapshots, progress)
    snapshots = settings.snapshots
    findings_file = None if snapshots is None else get_findings_path(snapshots)
    cache = FindingsCache() if findings_file is None else FindingsCache.read(findings_file)
    engine = RuleEngine(settings.content, policy, cache)
    with show_progress("Checking") as progress:
        findings = engine.check(loading.library, datetime.now(UTC).date(), progress)
    save_caches(settings, loading, engine)
    problems = [problem for problem in findings.problems if not only or problem.code in only]
    return Report(settings.content, problems, len(loading.library.entries))


def save_caches(settings: Settings, loading: Loading, engine: RuleEngine) -> None:
    """Saves the snapshot and the findings for the next run, if there is a state directory."""
    snapshots = settings.snapshots
    if snapshots is None:
        return
    with suppress(OSError):
        if loading.parsed:
            snapshots.write(loading.files())
        engine.cache.write(get_findings_path(snapshots))


@contextmanager
def show_progress(label: str) -> Generator[Progress]:
    """Shows a progress bar, if standard error is a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn())
    bar = Bar(*columns, console=console, transient=True, disable=not console.is_terminal)
    with bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def format_rule_table() -> str:
    """A table of the rules: code and meaning."""
    width = max(map(len, RULES))
    return "\n".join(f"{code:{width}}  {describe_rule(rule)}" for code, rule in RULES.items())
