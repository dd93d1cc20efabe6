"""Runs the rules for single files, and collects what the other rules need of a file."""

from hashlib import sha256
from itertools import islice

from msgspec import Struct

from gql_content.checks import FILE_RULES, Finding, Reference, SourceFile, find_references
from gql_content.loading import Reader
from gql_content.model import Problem, Severity
from gql_content.parsing import SourceMap, read_source_map

__all__ = [
    "MAX_FINDINGS_PER_RULE",
    "Anchors",
    "FieldPosition",
    "FileFindings",
    "FileTask",
    "TaskResult",
    "run_task",
]

MAX_FINDINGS_PER_RULE = 20  # enough to fix a file by


class FieldPosition(Struct, frozen=True, array_like=True):
    """The name of a field as written, and the position of its value."""

    field: str | None = None
    line: int | None = None
    column: int | None = None


class FileFindings(Struct, frozen=True, array_like=True):
    """The problems and references of one file."""

    problems: tuple[Problem, ...]
    references: tuple[Reference, ...]


class FileTask(Struct, frozen=True, array_like=True):
    """What to examine in a file, provided that it has this digest.

    `size` is the file's size in bytes if its texts have to be parsed, which may be slow, else 0.
    """

    path: str
    digest: bytes
    size: int = 0
    examine: bool = False
    fields: tuple[str, ...] = ()
    anchors: bool = False


class Anchors(Struct, frozen=True, array_like=True):
    """The heading ids of a file. `are_all` is false if a text was too long to be parsed."""

    ids: tuple[str, ...]
    are_all: bool


class TaskResult(Struct, frozen=True, array_like=True):
    """The result of a task. Parts that were not requested are empty."""

    path: str
    digest: bytes
    findings: FileFindings | None
    positions: dict[str, FieldPosition]
    anchors: Anchors | None


def run_task(task: FileTask, reader: Reader) -> TaskResult | None:
    """Run a task. None if the file is gone or has changed: the next library will have it."""
    try:
        data = reader.read(task.path).data
    except OSError:
        return None
    source_map = read_source_map(task.path, data) if sha256(data).digest() == task.digest else None
    if source_map is None:
        return None
    file = SourceFile(task.path, source_map)
    return TaskResult(
        path=task.path,
        digest=task.digest,
        findings=check_file(file) if task.examine else None,
        positions={name: locate_field(source_map, name) for name in task.fields},
        anchors=collect_anchors(file) if task.anchors else None,
    )


def check_file(file: SourceFile) -> FileFindings:
    return FileFindings(
        problems=tuple(
            make_problem(file, rule.code, one)
            for rule in FILE_RULES
            for one in islice(rule.check(file), MAX_FINDINGS_PER_RULE)
        ),
        references=tuple(find_references(file)),
    )


def make_problem(file: SourceFile, code: str, finding: Finding) -> Problem:
    line, column = None, None
    if finding.field is not None:
        place = file.source_map.locate(finding.field, finding.at, of_key=finding.of_key)
        line, column = place or (None, None)
    return Problem(
        path=file.path,
        code=code,
        message=finding.message,
        remedy=finding.remedy,
        severity=Severity.WARNING,
        line=line,
        column=column,
        field=finding.field or None,
    )


def locate_field(source_map: SourceMap, name: str) -> FieldPosition:
    """Return the position of a field named as in findings: `related.0.url`."""
    field: str | None = name
    if name.startswith("related."):
        _, number, inner = name.split(".")
        key = source_map.find_related_key(int(number))
        field = None if key is None else f"{key}.{inner}"
    line, column = (field and source_map.locate(field)) or (None, None)
    return FieldPosition(field, line, column)


def collect_anchors(file: SourceFile) -> Anchors:
    ids = (heading.id for text in file.texts for heading in text.document.headings())
    # The ids of a text that is too long to be parsed are unknown.
    return Anchors(tuple(ids), are_all=not file.long_texts)
