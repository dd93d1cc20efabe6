"""Whose findings may differ when one library follows another."""

from collections.abc import Iterable, Iterator
from itertools import islice

from gql_content.checks import Site
from gql_content.library import Library
from gql_content.model import Article

__all__ = ["affected", "changed_articles", "prepare"]


def affected(before: Site, after: Site) -> frozenset[str] | None:
    """The paths of the articles to look at again; None means all of them.

    An article is looked at again where it has changed itself, where one that it leads to has, or
    one with its title or nearly its name, and where its subject's name or its folder's kind is
    another now.
    """
    if before.today != after.today or before.policy != after.policy:
        return None
    changed = list(changed_articles(before.library, after.library))
    if len(changed) > len(after.library.articles) // 4 + 16:
        return None
    found = {article.path for article in changed}
    for site in (before, after):
        for article in changed:
            found |= {one.path for one in neighbours(site, article)}
    found |= {one.path for one in of_renamed_subjects(before.library, after.library)}
    found |= {one.path for one in in_other_folders(before, after)}
    return frozenset(found & after.library.articles.keys())


def prepare(site: Site) -> None:
    """Builds the views that `affected` asks for, so that nobody who saves a file waits for them."""
    for article in islice(site.library.articles.values(), 1):
        list(neighbours(site, article))
    _ = site.folders


def changed_articles(before: Library, after: Library) -> Iterator[Article]:
    """The articles of each that the other does not have as they are."""
    for path in before.articles.keys_apart_from(after.articles):
        was, now = before.articles.get(path), after.articles.get(path)
        if was is not now:
            yield from (article for article in (was, now) if article is not None)


def neighbours(site: Site, article: Article) -> Iterable[Article]:
    yield from site.library.leading_to(article)
    yield from site.same_title(article)
    yield from site.same_name(article)


def of_renamed_subjects(before: Library, after: Library) -> Iterator[Article]:
    for slug, subject in after.subjects.items():
        known = before.subjects.get(slug)
        if known is not None and known.name != subject.name:
            yield from after.articles_of(slug)


def in_other_folders(before: Site, after: Site) -> Iterator[Article]:
    flipped = before.folders.named_after_subjects ^ after.folders.named_after_subjects
    if flipped:
        for article in after.library.articles.values():
            if after.folder_above(article) in flipped:
                yield article
