"""Finds the articles to check again when the library changes."""

from collections.abc import Iterable, Iterator
from itertools import islice

from gql_content.checks import RuleContext
from gql_content.library import Library
from gql_content.model import Article

__all__ = ["build_indexes", "find_affected", "find_changed_articles"]


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
