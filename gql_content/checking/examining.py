"""One file → what the rules find in it alone, and what others ask of it."""

from hashlib import sha256
from itertools import islice

from msgspec import Struct

from gql_content.checks import DRAFT_RULES, Draft, Finding, Reference, references_in
from gql_content.loading import Reader
from gql_content.model import Problem, Severity
from gql_content.parsing import SourceMap, read_source_map

__all__ = ["MOST_OF_A_RULE", "Anchors", "Answer", "Examined", "Job", "Placed", "answer_to"]

MOST_OF_A_RULE = 20  # enough to mend a file by


class Placed(Struct, frozen=True, array_like=True):
    """The name of a field as it is written, and where its value stands."""

    field: str | None = None
    line: int | None = None
    column: int | None = None


class Examined(Struct, frozen=True, array_like=True):
    """What a file says by itself."""

    problems: tuple[Problem, ...]
    references: tuple[Reference, ...]


class Job(Struct, frozen=True, array_like=True):
    """What to look for in a file, as long as it has this digest.

    `size` is the file's, in bytes, where its texts are taken apart, which may cost much; else 0.
    """

    path: str
    digest: bytes
    size: int = 0
    examine: bool = False
    fields: tuple[str, ...] = ()
    anchors: bool = False


class Anchors(Struct, frozen=True, array_like=True):
    """The ids that links into a file can name, all of them or not."""

    ids: tuple[str, ...]
    are_all: bool


class Answer(Struct, frozen=True, array_like=True):
    """What was found in a file; nothing of what was not asked."""

    path: str
    digest: bytes
    examined: Examined | None
    places: dict[str, Placed]
    anchors: Anchors | None


def answer_to(job: Job, reader: Reader) -> Answer | None:
    """None where the file is gone or is another by now: the next library will tell."""
    try:
        data = reader.read(job.path).data
    except OSError:
        return None
    written = read_source_map(job.path, data) if sha256(data).digest() == job.digest else None
    if written is None:
        return None
    draft = Draft(job.path, written)
    return Answer(
        path=job.path,
        digest=job.digest,
        examined=examined(draft) if job.examine else None,
        places={name: placed(written, name) for name in job.fields},
        anchors=anchors_of(draft) if job.anchors else None,
    )


def examined(draft: Draft) -> Examined:
    return Examined(
        problems=tuple(
            problem(draft, rule.code, one)
            for rule in DRAFT_RULES
            for one in islice(rule.check(draft), MOST_OF_A_RULE)
        ),
        references=tuple(references_in(draft)),
    )


def problem(draft: Draft, code: str, finding: Finding) -> Problem:
    line, column = None, None
    if finding.field is not None:
        place = draft.source_map.locate(finding.field, finding.at, of_key=finding.of_key)
        line, column = place or (None, None)
    return Problem(
        path=draft.path,
        code=code,
        message=finding.message,
        remedy=finding.remedy,
        severity=Severity.WARNING,
        line=line,
        column=column,
        field=finding.field or None,
    )


def placed(written: SourceMap, name: str) -> Placed:
    """The place of a field under the name that rules give it: `related.0.url`."""
    field: str | None = name
    if name.startswith("related."):
        _, number, inner = name.split(".")
        key = written.find_related_key(int(number))
        field = None if key is None else f"{key}.{inner}"
    line, column = (field and written.locate(field)) or (None, None)
    return Placed(field, line, column)


def anchors_of(draft: Draft) -> Anchors:
    ids = (heading.id for text in draft.texts for heading in text.document.headings())
    # Of a text that is too long to be taken apart nobody knows which ids it has.
    return Anchors(tuple(ids), are_all=not draft.long_texts)
