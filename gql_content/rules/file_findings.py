"""What the rules find in one file, here or in processes of their own."""

import os
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from gql_content.content import SourceMap, read_source_map
from gql_content.files import (
    Progress,
    Reader,
    end_with_parent,
    in_processes,
    read_frame,
    write_frame,
)
from gql_content.model import Problem, Severity
from gql_content.rules.checked_file import Finding, Reference, SourceFile, find_references
from gql_content.rules.registry import FILE_RULES

__all__ = [
    "MAX_FINDINGS_PER_RULE",
    "MAX_INLINE_FILE_BYTES",
    "Anchors",
    "FieldPosition",
    "FileFindings",
    "FileTask",
    "TaskResult",
    "check_file",
    "run_tasks",
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


TASKS_PER_BATCH = 100
MAX_INLINE_TASKS = 60  # faster than to start a process
MAX_INLINE_FILE_BYTES = 8 * 1024  # a longer text can take too long
WORKER_MODULE = "gql_content.rules.file_findings"
RESULTS_DECODER = msgspec.msgpack.Decoder(list[TaskResult])


def run_tasks(
    root: Path, tasks: Sequence[FileTask], processes: int, progress: Progress
) -> Iterator[TaskResult]:
    """Yield the results in any order. A file that has changed has none."""
    small = [task for task in tasks if task.size <= MAX_INLINE_FILE_BYTES]
    if len(small) > MAX_INLINE_TASKS:
        yield from run_tasks_in_processes(root, tasks, processes, progress)
    else:
        yield from run_tasks_inline(root, small)
        large = [task for task in tasks if task.size > MAX_INLINE_FILE_BYTES]
        yield from run_tasks_in_processes(root, large, processes, progress)


def run_tasks_in_processes(
    root: Path, tasks: Sequence[FileTask], processes: int, progress: Progress
) -> Iterator[TaskResult]:
    """Yield the results of worker processes."""
    batches = [
        tasks[start : start + TASKS_PER_BATCH] for start in range(0, len(tasks), TASKS_PER_BATCH)
    ]
    requests = [msgspec.msgpack.encode(batch) for batch in batches]
    for done, results in enumerate(in_processes(root, requests, processes, WORKER_MODULE), start=1):
        progress(min(done * TASKS_PER_BATCH, len(tasks)), len(tasks))
        yield from RESULTS_DECODER.decode(results)


def run_tasks_inline(root: Path, tasks: Sequence[FileTask]) -> list[TaskResult]:
    """Run the tasks in this process."""
    reader = Reader(root)
    results = (run_task(task, reader) for task in tasks)
    return [result for result in results if result is not None]


NICENESS = 10


def main(root: Path) -> None:
    """Run batches until stdin ends, at low CPU priority."""
    os.nice(NICENESS)
    tasks_decoder = msgspec.msgpack.Decoder(list[FileTask])
    while (batch := read_frame(sys.stdin.buffer)) is not None:
        results = run_tasks_inline(root, tasks_decoder.decode(batch))
        write_frame(sys.stdout.buffer, msgspec.msgpack.encode(results))


if __name__ == "__main__":
    try:
        end_with_parent()
        main(Path(sys.argv[1]))
    except BrokenPipeError:
        sys.stdout = None  # else the interpreter reports the same error at exit
