from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from gql_content.checking import Inspector, Memory, check_code, findings_place, read_policy
from gql_content.checks import RULES, meaning_of
from gql_content.cli.reports.report import Report
from gql_content.config import Settings
from gql_content.loading import Loading, Progress, load_folder

__all__ = ["report_of", "rule_table"]


def report_of(settings: Settings, only: Sequence[str]) -> Report:
    """The problems in a folder, of some codes or of all."""
    policy = read_policy(settings.content, settings.ignore)
    for code in only:
        check_code(code)
    with progress_bar("Reading articles") as progress:
        loading = load_folder(settings.content, settings.selection, settings.snapshots, progress)
    place = None if settings.snapshots is None else findings_place(settings.snapshots)
    memory = Memory() if place is None else Memory.read(place)
    inspector = Inspector(settings.content, policy, memory)
    with progress_bar("Checking") as progress:
        findings = inspector.inspect(loading.library, datetime.now(UTC).date(), progress)
    remember(settings, loading, inspector)
    problems = [one for one in findings.problems if not only or one.code in only]
    return Report(settings.content, problems, len(loading.library.entries))


def remember(settings: Settings, loading: Loading, inspector: Inspector) -> None:
    """Saves for the next time what the files say; without a place for it, that time is slower."""
    snapshots = settings.snapshots
    if snapshots is None:
        return
    with suppress(OSError):
        if loading.parsed:
            snapshots.write(loading.files())
        inspector.memory.write(findings_place(snapshots))


@contextmanager
def progress_bar(label: str) -> Generator[Progress]:
    """A bar on the terminal, nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn())
    bar = Bar(*columns, console=console, transient=True, disable=not console.is_terminal)
    with bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def rule_table() -> str:
    """Each rule with its code and what it finds."""
    width = max(map(len, RULES))
    return "\n".join(f"{code:{width}}  {meaning_of(rule)}" for code, rule in RULES.items())
