from collections.abc import Iterator

from gql_content.library import Library, diff
from gql_content.model import Article
from gql_content.repository.tags.names import (
    ANY_CHANGE,
    of_article,
    of_list,
    of_name,
    of_place,
    of_url,
)

__all__ = ["touched"]


def touched(seen: Library, current: Library) -> frozenset[str]:
    """The tags of all answers that may differ between two libraries; none if they are the same."""
    if seen.revision == current.revision:
        return frozenset()
    tags = {ANY_CHANGE}
    for article in changed(seen, current):
        tags.update(tags_of(article))
    for slug in seen.subjects.keys() | current.subjects.keys():
        if seen.subjects.get(slug) != current.subjects.get(slug):
            tags.add(of_name(slug))
    return frozenset(tags)


def changed(seen: Library, current: Library) -> Iterator[Article]:
    """Each article that came, went, or is another, as it was and as it is."""
    found = diff(seen, current)
    yield from (*found.added, *found.removed)
    for article in found.modified:
        yield article
        yield seen.articles[article.path]
    yield from flagged(seen, current)


def flagged(seen: Library, current: Library) -> Iterator[Article]:
    """The articles that are the same, but served for what their files hold no more, or again."""
    for path in current.articles.keys_apart_from(seen.articles):
        was, now = seen.articles.get(path), current.articles.get(path)
        if was is not None and now is not None and was.source.stale != now.source.stale:
            yield now


def tags_of(article: Article) -> Iterator[str]:
    yield of_article(article.path)
    yield of_url(article.url)
    if article.subject_slug is not None:
        yield of_place(article.subject_slug, article.slug)
        yield of_list(article.subject_slug)
