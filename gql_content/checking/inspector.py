"""All rules over a library, at the cost of what has changed since the last one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from gql_content.checking.affected import affected, changed_articles, prepare
from gql_content.checking.answering import answers_to
from gql_content.checking.assets import missing_images
from gql_content.checking.examining import MOST_OF_A_RULE, Job, Placed
from gql_content.checking.findings import Findings
from gql_content.checking.memory import Memory
from gql_content.checks import (
    ARTICLE_RULES,
    REFERENCE_RULES,
    Finding,
    Policy,
    Reference,
    ReferenceKind,
    Site,
    is_to_a_file,
    path_of,
    target_of,
)
from gql_content.library import Library
from gql_content.loading import Progress, silent, usable_cores
from gql_content.model import Article, Problem, Severity

__all__ = ["Inspector"]

Noted = TypeVar("Noted")
Found = tuple[str, Finding]
"""A code, and what its rule has found."""


class Inspector:
    """Remembers what it found in one library, to look only at what differs in the next.

    It is for one thread at a time. A file that has changed since its library was made is left
    out; the library that follows has it.
    """

    def __init__(
        self,
        root: Path,
        policy: Policy = Policy(),  # noqa: B008 - a frozen value
        memory: Memory | None = None,
        processes: int | None = None,
        breathe: Callable[[], None] = lambda: None,
    ) -> None:
        self.memory = memory or Memory()
        self._root = root
        self._policy = policy
        self._processes = processes or usable_cores()
        self._breathe = breathe
        self._site: Site | None = None
        self._of_articles: dict[str, tuple[Found, ...]] = {}
        self._references: dict[str, tuple[Reference, ...]] = {}
        self._files_named: dict[str, tuple[str, ...]] = {}
        self._problems: dict[str, tuple[Problem, ...]] = {}

    def inspect(self, library: Library, today: date, progress: Progress = silent) -> Findings:
        """Everything wrong in `library`; `progress` counts the files that have to be read."""
        if self._site is not None:
            library.adopt(self._site.library)
        site = Site(library, today, self._policy)
        paths = self._to_look_at(site)
        self._forget(library)
        for path in paths:
            self._breathe()
            self._of_articles[path] = tuple(self._found_in(library.articles[path], site))
        self._ask([*self._jobs(library, paths), *self._unplaced(library)], progress)
        self._note_references(library, paths)
        site = self._completed(site)
        for path in paths | self._with_other_images(site) | self._with_other_files(site):
            self._breathe()
            note(self._problems, path, tuple(self._problems_of(library.articles[path], site)))
        if self._site is None:
            prepare(site)
        self._site = site
        first = (self._placed(one, library) for one in library.problems)
        return Findings.of(library.revision, first, self._problems)

    def _to_look_at(self, site: Site) -> frozenset[str]:
        paths = None if self._site is None else affected(self._site, site)
        return frozenset(site.library.articles) if paths is None else paths

    def _forget(self, library: Library) -> None:
        before = None if self._site is None else self._site.library
        known = (
            self.memory.paths if before is None else before.entries.keys_apart_from(library.entries)
        )
        self.memory.forget(path for path in known if path not in library.entries)
        known = () if before is None else before.articles.keys_apart_from(library.articles)
        for path in [path for path in known if path not in library.articles]:
            self._of_articles.pop(path, None)
            note(self._references, path, ())
            note(self._files_named, path, ())
            note(self._problems, path, ())

    def _found_in(self, article: Article, site: Site) -> Iterator[Found]:
        for rule in ARTICLE_RULES:
            if rule.code not in self._policy.ignore:
                yield from ((rule.code, one) for one in rule.check(article, site))

    def _jobs(self, library: Library, paths: Iterable[str]) -> list[Job]:
        """What has to be read: new bytes, and the places of fields that rules complain of."""
        jobs: dict[str, Job] = {}
        for path in paths:
            source = library.articles[path].source
            known = self.memory.of(path, source.digest)
            fields = {one.field for _, one in self._of_articles[path] if one.field}
            fields -= known.places.keys()
            if known.examined is None:
                jobs[path] = Job(
                    path, source.digest, source.size, examine=True, fields=tuple(sorted(fields))
                )
            elif fields:
                jobs[path] = Job(path, source.digest, fields=tuple(sorted(fields)))
        return list(jobs.values())

    def _unplaced(self, library: Library) -> Iterator[Job]:
        """The fields that the library itself complains of, such as a url that is taken."""
        for one in library.problems:
            digest = library.entries[one.path].digest
            if one.field is not None and one.line is None and self._place(one, digest) is None:
                yield Job(one.path, digest, fields=(one.field,))

    def _placed(self, problem: Problem, library: Library) -> Problem:
        place = self._place(problem, library.entries[problem.path].digest)
        if place is None or problem.line is not None:
            return problem
        return replace(problem, line=place.line, column=place.column)

    def _place(self, problem: Problem, digest: bytes) -> Placed | None:
        return self.memory.of(problem.path, digest).places.get(problem.field or "")

    def _ask(self, jobs: Sequence[Job], progress: Progress = silent) -> None:
        for answer in answers_to(self._root, jobs, self._processes, progress):
            self.memory.keep(answer)

    def _note_references(self, library: Library, paths: Iterable[str]) -> None:
        for path in paths:
            article = library.articles[path]
            examined = self.memory.of(path, article.source.digest).examined
            references = () if examined is None else examined.references
            note(self._references, path, references)
            named = (path_of(one, article) for one in references if is_to_a_file(one.target))
            note(self._files_named, path, tuple(named))

    def _completed(self, site: Site) -> Site:
        """With what lies beside the articles: the headings that links name, and the images."""
        anchored: dict[str, Article] = {}
        images: set[tuple[str, str]] = set()
        for path, references in self._references.items():
            article = site.library.articles[path]
            for one in references:
                if one.kind is ReferenceKind.IMAGE:
                    images.add((site.folder_of(article), one.target))
                elif "#" in one.target and (target := target_of(one, article, site)) is not None:
                    anchored[target.path] = target
        self._ask(list(self._anchor_jobs(anchored)))
        return replace(
            site,
            anchors=dict(self._anchors(anchored)),
            missing=missing_images(self._root, self._policy, images),
        )

    def _anchor_jobs(self, anchored: Mapping[str, Article]) -> Iterator[Job]:
        for path, article in anchored.items():
            source = article.source
            if self.memory.of(path, source.digest).anchors is None:
                yield Job(path, source.digest, source.size, anchors=True)

    def _anchors(self, anchored: Mapping[str, Article]) -> Iterator[tuple[str, frozenset[str]]]:
        for path, article in anchored.items():
            anchors = self.memory.of(path, article.source.digest).anchors
            if anchors is not None and anchors.are_all:
                yield path, frozenset(anchors.ids)

    def _with_other_images(self, site: Site) -> frozenset[str]:
        """The articles with an image that has been put in its place, or taken from it."""
        before = frozenset[tuple[str, str]]() if self._site is None else self._site.missing
        other = {address for _, address in site.missing ^ before}
        return frozenset(
            path
            for path, references in (self._references.items() if other else ())
            if any(one.target in other for one in references)
        )

    def _with_other_files(self, site: Site) -> frozenset[str]:
        """The articles that name the file of one that has changed, has come, or is gone."""
        if self._site is None or not self._files_named:
            return frozenset()
        changed = {one.path for one in changed_articles(self._site.library, site.library)}
        return frozenset(
            path for path, named in self._files_named.items() if not changed.isdisjoint(named)
        )

    def _problems_of(self, article: Article, site: Site) -> Iterator[Problem]:
        known = self.memory.of(article.path, article.source.digest)
        if known.examined is not None:
            ignored = self._policy.ignore
            yield from (one for one in known.examined.problems if one.code not in ignored)
        for code, finding in self._of_articles[article.path]:
            place = known.places.get(finding.field or "", Placed())
            yield problem_at(article.path, code, finding, place)
        references = self._references.get(article.path, ())
        for rule in REFERENCE_RULES:
            if rule.code not in self._policy.ignore:
                found = (
                    (one, what) for one in references for what in rule.check(one, article, site)
                )
                for one, what in islice(found, MOST_OF_A_RULE):
                    place = Placed(one.field, one.line, one.column)
                    yield problem_at(article.path, rule.code, what, place)


def note(found: dict[str, tuple[Noted, ...]], path: str, what: tuple[Noted, ...]) -> None:
    """Keeps what was found at a path; most paths have nothing, and then take no room."""
    if what:
        found[path] = what
    else:
        found.pop(path, None)


def problem_at(path: str, code: str, finding: Finding, place: Placed) -> Problem:
    return Problem(
        path=path,
        code=code,
        message=finding.message,
        remedy=finding.remedy,
        severity=Severity.WARNING,
        line=place.line,
        column=place.column,
        field=place.field,
    )
