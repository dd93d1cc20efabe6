"""By what an index differs from a library."""

import sqlite3

from msgspec import Struct

from gql_content.library import Library, diff
from gql_content.model import Article

__all__ = ["Changes", "compare"]

FEW = 200

UNREAD = "SELECT id, path FROM files WHERE digest = ''"
ONE = "SELECT id FROM files WHERE path = ?"


class Changes(Struct, frozen=True):
    """The ids of what is outdated, the articles to take in, and how many are in."""

    outdated: list[int]
    articles: list[Article]
    known: int

    @property
    def are_many(self) -> bool:
        """Whether building anew is faster; the old index is searched meanwhile."""
        return len(self.outdated) + len(self.articles) > max(FEW, self.known)


def compare(
    database: sqlite3.Connection, revision: str, library: Library, seen: Library | None
) -> Changes:
    """The changes from an index at a revision to a library; quickly, where that was seen here."""
    if seen is not None and seen.revision == revision:
        return since(database, seen, library)
    return between(database, library)


def since(database: sqlite3.Connection, seen: Library, library: Library) -> Changes:
    """The changes of the library since; what could not be read then is tried again."""
    changed = diff(seen, library)
    gone = [article.path for article in (*changed.modified, *changed.removed)]
    outdated = {path: number for number, path in database.execute(UNREAD)}
    outdated |= {path: number for path in gone for (number,) in database.execute(ONE, (path,))}
    wanted = {article.path for article in changed.added} | outdated.keys()
    articles = [library.articles[path] for path in sorted(wanted) if path in library.articles]
    return Changes(list(outdated.values()), articles, len(seen.articles))


def between(database: sqlite3.Connection, library: Library) -> Changes:
    """The files of other digests, each looked at."""
    articles = dict(library.articles)
    outdated: list[int] = []
    known = 0
    for number, path, digest in database.execute("SELECT id, path, digest FROM files"):
        known += 1
        article = articles.get(path)
        if article is not None and article.source.digest.hex() == digest:
            del articles[path]
        else:
            outdated.append(number)
    return Changes(outdated, list(articles.values()), known)
