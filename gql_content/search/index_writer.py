"""Brings an index to a library: by what differs, or built anew where that is safer or faster."""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from secrets import token_hex

from msgspec import Struct

from gql_content.library import Library, diff
from gql_content.model import Article, Texts
from gql_content.search.database import (
    DATABASE_ERRORS,
    create_tables,
    enable_automerge,
    index_fingerprint,
    open_writer,
)
from gql_content.search.index_files import Place
from gql_content.search.indexed_document import (
    IndexedDocument,
    insert_documents,
    make_document,
    remove_documents,
)

__all__ = [
    "ProgressCallback",
    "TextReader",
    "build_index",
    "checkpoint_and_seal",
    "passes_quick_check",
    "update_index",
]


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


TextReader = Callable[[Article], Texts | None]
ProgressCallback = Callable[[int, int], None]

MAX_BATCH_ARTICLES = 1000  # SQLite inserts a batch without the GIL
MAX_BATCH_CHARACTERS = 8 << 20
MAX_PENDING_BATCHES = 2  # batches in memory besides the one being built; SQLite's speed varies


def update_index(
    place: Place,
    library: Library,
    last_library: Library | None,
    read_texts: TextReader,
    progress: ProgressCallback,
) -> bool:
    """Applies the differences in one transaction; False if the index has to be rebuilt."""
    try:
        with closing(open_writer(place.path)) as database:
            revision = read_usable_revision(database)
            if revision is None or revision == library.revision:
                return revision is not None
            changes = diff_index(database, revision, library, last_library)
            if changes.needs_rebuild:
                return False
            place.unseal()
            apply_changes(database, changes, library.revision, read_texts, progress)
            return True
    except DATABASE_ERRORS:
        return False


def read_usable_revision(database: sqlite3.Connection) -> str | None:
    """The revision of an index with the current fingerprint; None for any other."""
    match database.execute("SELECT made_by, revision FROM state").fetchall():
        case [(maker, str(revision))] if maker == index_fingerprint():
            return revision
        case _:
            return None


def passes_quick_check(place: Place) -> bool:
    """Whether SQLite's quick check passes, for an index without a seal."""
    try:
        with closing(open_writer(place.path)) as database:
            return database.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
    except DATABASE_ERRORS:
        return False


def build_index(
    place: Place, library: Library, read_texts: TextReader, progress: ProgressCallback
) -> None:
    """Builds the index of a library in a new file, and replaces the old one."""
    place.discard_new()
    try:
        with closing(open_writer(place.new)) as database:
            # Nobody reads the file yet, and after a crash it is discarded.
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            database.execute("BEGIN")
            create_tables(database)
            insert_articles(database, list(library.articles.values()), read_texts, progress)
            enable_automerge(database)
            state = (index_fingerprint(), token_hex(), library.revision)
            database.execute("INSERT INTO state VALUES (?, ?, 0, ?)", state)
            database.execute("COMMIT")
            database.execute("PRAGMA journal_mode = WAL")
        place.replace()
    except BaseException:
        place.discard_new()
        raise


def checkpoint_and_seal(place: Place) -> None:
    """Checkpoints the index into one file and seals it, unless it is still being read."""
    with closing(open_writer(place.path)) as database:
        busy, *_ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if not busy and not place.is_sealed():
        place.seal()


def apply_changes(
    database: sqlite3.Connection,
    changes: IndexDiff,
    revision: str,
    read_texts: TextReader,
    progress: ProgressCallback,
) -> None:
    database.execute("BEGIN IMMEDIATE")
    remove_documents(database, changes.outdated)
    insert_articles(database, changes.articles, read_texts, progress)
    database.execute("UPDATE state SET step = step + 1, revision = ?", (revision,))
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(PASSIVE)")


def insert_articles(
    database: sqlite3.Connection,
    articles: Sequence[Article],
    read_texts: TextReader,
    progress: ProgressCallback,
) -> None:
    """Inserts articles. While SQLite inserts a batch, the next one is prepared."""
    done, next_id = 0, get_next_id(database)
    pending: deque[Future[int]] = deque()
    with ThreadPoolExecutor(1, "search-index") as executor:
        documents = (make_document(article, read_texts(article)) for article in articles)
        for batch in split_batches(documents):
            if len(pending) == MAX_PENDING_BATCHES:
                done += pending.popleft().result()
                progress(done, len(articles))
            pending.append(executor.submit(insert_documents, database, next_id, batch))
            next_id += len(batch)
        done += sum(inserted.result() for inserted in pending)
    progress(done, len(articles))


def get_next_id(database: sqlite3.Connection) -> int:
    row = database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'files'").fetchone()
    return 1 + (row[0] if row else 0)


def split_batches(documents: Iterable[IndexedDocument]) -> Iterator[list[IndexedDocument]]:
    batch: list[IndexedDocument] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += sum(map(len, document.fields))
        if len(batch) == MAX_BATCH_ARTICLES or characters >= MAX_BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
