"""All rules over a library, at the cost of what has changed since the last one."""

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, islice
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from gql_content.files import Progress, silent, usable_cores
from gql_content.library import Library
from gql_content.model import Article, Problem, Severity
from gql_content.rules.checked_file import Finding, Reference, ReferenceKind, is_file_reference
from gql_content.rules.file_findings import (
    MAX_FINDINGS_PER_RULE,
    FieldPosition,
    FileTask,
    run_tasks,
)
from gql_content.rules.findings_cache import FindingsCache
from gql_content.rules.link_rules import resolve_path, resolve_target
from gql_content.rules.registry import ARTICLE_RULES, REFERENCE_RULES
from gql_content.rules.site_context import RuleConfig, RuleContext

__all__ = ["Findings", "RuleEngine"]


class Findings(Struct, frozen=True):
    """All problems of one revision, ordered by path and line."""

    revision: str
    problems: tuple[Problem, ...]

    @classmethod
    def of(
        cls,
        revision: str,
        library_problems: Iterable[Problem],
        rule_problems: Mapping[str, tuple[Problem, ...]],
    ) -> "Findings":
        """Merge the problems of the library itself and those of the rules by path."""
        by_path = {
            path: list(group) for path, group in groupby(library_problems, lambda one: one.path)
        }
        for path, problems in rule_problems.items():
            by_path.setdefault(path, []).extend(problems)
        ordered = (sorted(by_path[path], key=get_sort_key) for path in sorted(by_path))
        return cls(revision, tuple(one for problems in ordered for one in problems))


def get_sort_key(problem: Problem) -> tuple[int, int, str, str]:
    return problem.line or 0, problem.column or 0, problem.code, problem.message


def find_affected(before: RuleContext, after: RuleContext) -> frozenset[str] | None:
    """Return the paths of the articles to check again; None means all.

    These are the changed articles, those that link to one, share its title or have a similar path,
    and those whose subject was renamed or whose parent folder is no longer (or newly) named after
    subjects.
    """
    if before.today != after.today or before.config != after.config:
        return None
    changed = list(find_changed_articles(before.library, after.library))
    if len(changed) > len(after.library.articles) // 4 + 16:
        return None
    found = {article.path for article in changed}
    for context in (before, after):
        for article in changed:
            found |= {one.path for one in iterate_dependents(context, article)}
    found |= {one.path for one in find_articles_of_renamed_subjects(before.library, after.library)}
    found |= {one.path for one in find_articles_in_changed_folders(before, after)}
    return frozenset(found & after.library.articles.keys())


def build_indexes(context: RuleContext) -> None:
    """Build the indexes that `find_affected` uses, so that the first saved file need not wait."""
    for article in islice(context.library.articles.values(), 1):
        list(iterate_dependents(context, article))
    _ = context.subject_folders


def find_changed_articles(before: Library, after: Library) -> Iterator[Article]:
    """Yield the old and new versions of the articles that differ between two libraries."""
    for path in before.articles.keys_apart_from(after.articles):
        old, new = before.articles.get(path), after.articles.get(path)
        if old is not new:
            yield from (article for article in (old, new) if article is not None)


def iterate_dependents(context: RuleContext, article: Article) -> Iterable[Article]:
    yield from context.library.leading_to(article)
    yield from context.find_same_title(article)
    yield from context.find_same_path(article)


def find_articles_of_renamed_subjects(before: Library, after: Library) -> Iterator[Article]:
    for slug, subject in after.subjects.items():
        known = before.subjects.get(slug)
        if known is not None and known.name != subject.name:
            yield from after.articles_of(slug)


def find_articles_in_changed_folders(before: RuleContext, after: RuleContext) -> Iterator[Article]:
    changed = (
        before.subject_folders.named_after_subjects ^ after.subject_folders.named_after_subjects
    )
    if changed:
        for article in after.library.articles.values():
            if after.get_parent_folder(article) in changed:
                yield article


def find_missing_images(
    root: Path, config: RuleConfig, images: Iterable[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """Return the images without a file; each is a pair of its article's folder and its url.

    `/uploads/a.png` is missing only if one of the asset folders has a folder `uploads`: else the
    images are stored elsewhere.
    """
    folders = [root / folder for folder in config.assets]
    return frozenset(one for one in set(images) if is_image_missing(root, folders, *one))


def is_image_missing(root: Path, assets: list[Path], folder: str, url: str) -> bool:
    path = unquote(url.partition("?")[0].partition("#")[0])
    if "\0" in path:
        return True
    if not path.startswith("/"):
        inside = posixpath.normpath(posixpath.join(folder, path))
        return inside.startswith("..") or not os.path.lexists(root / inside)
    first, _, rest = path.lstrip("/").partition("/")
    candidates = [candidate for candidate in assets if rest and os.path.isdir(candidate / first)]
    inside = posixpath.normpath(path).lstrip("/")
    return bool(candidates) and not any(
        os.path.lexists(candidate / inside) for candidate in candidates
    )


Item = TypeVar("Item")
CodedFinding = tuple[str, Finding]
"""The code of a rule, and a finding."""


class RuleEngine:
    """Runs the rules, and for the next library only those affected by the changes.

    Not thread-safe. A file that has changed since the library was created is skipped: the next
    library will have it.
    """

    def __init__(
        self,
        root: Path,
        config: RuleConfig = RuleConfig(),  # noqa: B008 - a frozen value
        cache: FindingsCache | None = None,
        processes: int | None = None,
        checkpoint: Callable[[], None] = lambda: None,
    ) -> None:
        self.cache = cache or FindingsCache()
        self._root = root
        self._config = config
        self._processes = processes or usable_cores()
        self._checkpoint = checkpoint
        self._context: RuleContext | None = None
        self._article_findings: dict[str, tuple[CodedFinding, ...]] = {}
        self._references: dict[str, tuple[Reference, ...]] = {}
        self._linked_files: dict[str, tuple[str, ...]] = {}
        self._problems: dict[str, tuple[Problem, ...]] = {}

    def check(self, library: Library, today: date, progress: Progress = silent) -> Findings:
        """Return all problems of a library. `progress` counts the files that have to be read."""
        if self._context is not None:
            library.adopt(self._context.library)
        context = RuleContext(library, today, self._config)
        paths = self._select_paths(context)
        self._remove_missing(library)
        for path in paths:
            self._checkpoint()
            self._article_findings[path] = tuple(
                self._check_article(library.articles[path], context)
            )
        self._run_tasks(
            [*self._make_tasks(library, paths), *self._make_position_tasks(library)], progress
        )
        self._store_references(library, paths)
        context = self._complete_context(context)
        for path in (
            paths
            | self._find_articles_with_changed_images(context)
            | self._find_articles_linking_to_changed_files(context)
        ):
            self._checkpoint()
            store_or_remove(
                self._problems, path, tuple(self._collect_problems(library.articles[path], context))
            )
        if self._context is None:
            build_indexes(context)
        self._context = context
        first = (self._add_position(one, library) for one in library.problems)
        return Findings.of(library.revision, first, self._problems)

    def _select_paths(self, context: RuleContext) -> frozenset[str]:
        paths = None if self._context is None else find_affected(self._context, context)
        return frozenset(context.library.articles) if paths is None else paths

    def _remove_missing(self, library: Library) -> None:
        before = None if self._context is None else self._context.library
        cached = (
            self.cache.paths if before is None else before.entries.keys_apart_from(library.entries)
        )
        self.cache.remove(path for path in cached if path not in library.entries)
        cached = () if before is None else before.articles.keys_apart_from(library.articles)
        for path in [path for path in cached if path not in library.articles]:
            self._article_findings.pop(path, None)
            store_or_remove(self._references, path, ())
            store_or_remove(self._linked_files, path, ())
            store_or_remove(self._problems, path, ())

    def _check_article(self, article: Article, context: RuleContext) -> Iterator[CodedFinding]:
        for rule in ARTICLE_RULES:
            if rule.code not in self._config.ignore:
                yield from ((rule.code, one) for one in rule.check(article, context))

    def _make_tasks(self, library: Library, paths: Iterable[str]) -> list[FileTask]:
        """Return the tasks for new files, and for the positions of fields with findings."""
        tasks: dict[str, FileTask] = {}
        for path in paths:
            source = library.articles[path].source
            cached = self.cache.get(path, source.digest)
            fields = {one.field for _, one in self._article_findings[path] if one.field}
            fields -= cached.positions.keys()
            if cached.findings is None:
                tasks[path] = FileTask(
                    path, source.digest, source.size, examine=True, fields=tuple(sorted(fields))
                )
            elif fields:
                tasks[path] = FileTask(path, source.digest, fields=tuple(sorted(fields)))
        return list(tasks.values())

    def _make_position_tasks(self, library: Library) -> Iterator[FileTask]:
        """Yield tasks for fields with problems of the library itself, such as a duplicate url."""
        for one in library.problems:
            digest = library.entries[one.path].digest
            if (
                one.field is not None
                and one.line is None
                and self._get_position(one, digest) is None
            ):
                yield FileTask(one.path, digest, fields=(one.field,))

    def _add_position(self, problem: Problem, library: Library) -> Problem:
        position = self._get_position(problem, library.entries[problem.path].digest)
        if position is None or problem.line is not None:
            return problem
        return replace(problem, line=position.line, column=position.column)

    def _get_position(self, problem: Problem, digest: bytes) -> FieldPosition | None:
        return self.cache.get(problem.path, digest).positions.get(problem.field or "")

    def _run_tasks(self, tasks: Sequence[FileTask], progress: Progress = silent) -> None:
        for result in run_tasks(self._root, tasks, self._processes, progress):
            self.cache.add(result)

    def _store_references(self, library: Library, paths: Iterable[str]) -> None:
        for path in paths:
            article = library.articles[path]
            findings = self.cache.get(path, article.source.digest).findings
            references = () if findings is None else findings.references
            store_or_remove(self._references, path, references)
            linked = (
                resolve_path(one, article) for one in references if is_file_reference(one.target)
            )
            store_or_remove(self._linked_files, path, tuple(linked))

    def _complete_context(self, context: RuleContext) -> RuleContext:
        """Add to the context what is outside the articles: headings of link targets, and images."""
        anchored: dict[str, Article] = {}
        images: set[tuple[str, str]] = set()
        for path, references in self._references.items():
            article = context.library.articles[path]
            for one in references:
                if one.kind is ReferenceKind.IMAGE:
                    images.add((context.get_folder(article), one.target))
                elif (
                    "#" in one.target
                    and (target := resolve_target(one, article, context)) is not None
                ):
                    anchored[target.path] = target
        self._run_tasks(list(self._make_anchor_tasks(anchored)))
        return replace(
            context,
            anchors=dict(self._collect_anchors(anchored)),
            missing=find_missing_images(self._root, self._config, images),
        )

    def _make_anchor_tasks(self, anchored: Mapping[str, Article]) -> Iterator[FileTask]:
        for path, article in anchored.items():
            source = article.source
            if self.cache.get(path, source.digest).anchors is None:
                yield FileTask(path, source.digest, source.size, anchors=True)

    def _collect_anchors(
        self, anchored: Mapping[str, Article]
    ) -> Iterator[tuple[str, frozenset[str]]]:
        for path, article in anchored.items():
            anchors = self.cache.get(path, article.source.digest).anchors
            if anchors is not None and anchors.are_all:
                yield path, frozenset(anchors.ids)

    def _find_articles_with_changed_images(self, context: RuleContext) -> frozenset[str]:
        """Return the articles with an image that was added or removed."""
        before = frozenset[tuple[str, str]]() if self._context is None else self._context.missing
        other = {address for _, address in context.missing ^ before}
        return frozenset(
            path
            for path, references in (self._references.items() if other else ())
            if any(one.target in other for one in references)
        )

    def _find_articles_linking_to_changed_files(self, context: RuleContext) -> frozenset[str]:
        """Return the articles that link to the file of a changed, added or removed article."""
        if self._context is None or not self._linked_files:
            return frozenset()
        changed = {
            one.path for one in find_changed_articles(self._context.library, context.library)
        }
        return frozenset(
            path for path, linked in self._linked_files.items() if not changed.isdisjoint(linked)
        )

    def _collect_problems(self, article: Article, context: RuleContext) -> Iterator[Problem]:
        cached = self.cache.get(article.path, article.source.digest)
        if cached.findings is not None:
            ignored = self._config.ignore
            yield from (one for one in cached.findings.problems if one.code not in ignored)
        for code, finding in self._article_findings[article.path]:
            position = cached.positions.get(finding.field or "", FieldPosition())
            yield make_problem_at(article.path, code, finding, position)
        references = self._references.get(article.path, ())
        for rule in REFERENCE_RULES:
            if rule.code not in self._config.ignore:
                found = (
                    (one, what) for one in references for what in rule.check(one, article, context)
                )
                for one, what in islice(found, MAX_FINDINGS_PER_RULE):
                    position = FieldPosition(one.field, one.line, one.column)
                    yield make_problem_at(article.path, rule.code, what, position)


def store_or_remove(found: dict[str, tuple[Item, ...]], path: str, what: tuple[Item, ...]) -> None:
    """Store the findings of a path, without an entry if there are none."""
    if what:
        found[path] = what
    else:
        found.pop(path, None)


def make_problem_at(path: str, code: str, finding: Finding, position: FieldPosition) -> Problem:
    return Problem(
        path=path,
        code=code,
        message=finding.message,
        remedy=finding.remedy,
        severity=Severity.WARNING,
        line=position.line,
        column=position.column,
        field=position.field,
    )
