"""The differences between an index and a library."""

import sqlite3

from msgspec import Struct

from gql_content.library import Library, diff
from gql_content.model import Article

__all__ = ["IndexDiff", "diff_index"]

MAX_INCREMENTAL_FILES = 200

SELECT_UNREAD = "SELECT id, path FROM files WHERE digest = ''"
SELECT_ID = "SELECT id FROM files WHERE path = ?"


class IndexDiff(Struct, frozen=True):
    """The outdated ids, the articles to insert, and the number of indexed files."""

    outdated: list[int]
    articles: list[Article]
    indexed_count: int

    @property
    def needs_rebuild(self) -> bool:
        """Whether a rebuild is faster; meanwhile the old index is searched."""
        return len(self.outdated) + len(self.articles) > max(
            MAX_INCREMENTAL_FILES, self.indexed_count
        )


def diff_index(
    database: sqlite3.Connection, revision: str, library: Library, last_library: Library | None
) -> IndexDiff:
    """The differences; faster if the index is at the revision of `last_library`."""
    if last_library is not None and last_library.revision == revision:
        return diff_since(database, last_library, library)
    return diff_all_files(database, library)


def diff_since(database: sqlite3.Connection, last_library: Library, library: Library) -> IndexDiff:
    """The changes since `last_library`, and files that could not be read then."""
    changed = diff(last_library, library)
    outdated_paths = [article.path for article in (*changed.modified, *changed.removed)]
    outdated = {path: number for number, path in database.execute(SELECT_UNREAD)}
    outdated |= {
        path: number
        for path in outdated_paths
        for (number,) in database.execute(SELECT_ID, (path,))
    }
    needed_paths = {article.path for article in changed.added} | outdated.keys()
    articles = [library.articles[path] for path in sorted(needed_paths) if path in library.articles]
    return IndexDiff(list(outdated.values()), articles, len(last_library.articles))


def diff_all_files(database: sqlite3.Connection, library: Library) -> IndexDiff:
    """Compares the digests of all files."""
    articles = dict(library.articles)
    outdated: list[int] = []
    count = 0
    for number, path, digest in database.execute("SELECT id, path, digest FROM files"):
        count += 1
        article = articles.get(path)
        if article is not None and article.source.digest.hex() == digest:
            del articles[path]
        else:
            outdated.append(number)
    return IndexDiff(outdated, list(articles.values()), count)
