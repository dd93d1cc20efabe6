"""Brings an index to a library: by what differs, or built anew where that is surer or faster."""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from secrets import token_hex

from gql_content.library import Library
from gql_content.model import Article, Texts
from gql_content.search.changes import Changes, compare
from gql_content.search.connecting import writer
from gql_content.search.documents import Document, document_of, insert, remove
from gql_content.search.faults import FAULTS
from gql_content.search.place import Place
from gql_content.search.tables import create, made_by, settle

__all__ = ["Progress", "TextsOf", "build", "is_sound", "put_down", "revise"]

TextsOf = Callable[[Article], Texts | None]
Progress = Callable[[int, int], None]

BATCH = 1000  # articles, of so few bytes: SQLite works undisturbed on each
BATCH_LETTERS = 8 << 20
MOST_WAITING = 2  # batches in memory besides the one that is made; SQLite takes them in by leaps


def revise(
    place: Place, library: Library, seen: Library | None, texts_of: TextsOf, progress: Progress
) -> bool:
    """Changes what differs, in one transaction; False where the index has to be built anew."""
    try:
        with closing(writer(place.path)) as database:
            revision = usable_revision(database)
            if revision is None or revision == library.revision:
                return revision is not None
            changes = compare(database, revision, library, seen)
            if changes.are_many:
                return False
            place.unseal()
            apply(database, changes, library.revision, texts_of, progress)
            return True
    except FAULTS:
        return False


def usable_revision(database: sqlite3.Connection) -> str | None:
    """The revision of an index that was made as this program makes them."""
    match database.execute("SELECT made_by, revision FROM state").fetchall():
        case [(maker, str(revision))] if maker == made_by():
            return revision
        case _:
            return None


def is_sound(place: Place) -> bool:
    """Whether SQLite finds nothing wrong: for an index that nobody could seal."""
    try:
        with closing(writer(place.path)) as database:
            return database.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
    except FAULTS:
        return False


def build(place: Place, library: Library, texts_of: TextsOf, progress: Progress) -> None:
    """Builds the index of a library beside the one that is there, and puts it in its place."""
    place.discard_new()
    try:
        with closing(writer(place.new)) as database:
            # Nobody reads it yet, and what is left of it after a crash is thrown away.
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            database.execute("BEGIN")
            create(database)
            fill(database, list(library.articles.values()), texts_of, progress)
            settle(database)
            state = (made_by(), token_hex(), library.revision)
            database.execute("INSERT INTO state VALUES (?, ?, 0, ?)", state)
            database.execute("COMMIT")
            database.execute("PRAGMA journal_mode = WAL")
        place.replace()
    except BaseException:
        place.discard_new()
        raise


def put_down(place: Place) -> None:
    """Leaves the index as one file, and sealed, unless somebody still reads it."""
    with closing(writer(place.path)) as database:
        busy, *_ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if not busy and not place.is_sealed():
        place.seal()


def apply(
    database: sqlite3.Connection,
    changes: Changes,
    revision: str,
    texts_of: TextsOf,
    progress: Progress,
) -> None:
    database.execute("BEGIN IMMEDIATE")
    remove(database, changes.outdated)
    fill(database, changes.articles, texts_of, progress)
    database.execute("UPDATE state SET step = step + 1, revision = ?", (revision,))
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(PASSIVE)")


def fill(
    database: sqlite3.Connection,
    articles: Sequence[Article],
    texts_of: TextsOf,
    progress: Progress,
) -> None:
    """Puts articles in; while SQLite takes batches in, the next are read and stripped."""
    done, next_id = 0, following_id(database)
    waiting: deque[Future[int]] = deque()
    with ThreadPoolExecutor(1, "search-index") as taking:
        documents = (document_of(article, texts_of(article)) for article in articles)
        for batch in batches(documents):
            if len(waiting) == MOST_WAITING:
                done += waiting.popleft().result()
                progress(done, len(articles))
            waiting.append(taking.submit(insert, database, next_id, batch))
            next_id += len(batch)
        done += sum(taken.result() for taken in waiting)
    progress(done, len(articles))


def following_id(database: sqlite3.Connection) -> int:
    found = database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'files'").fetchone()
    return 1 + (found[0] if found else 0)


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    letters = 0
    for document in documents:
        batch.append(document)
        letters += sum(map(len, document.fields))
        if len(batch) == BATCH or letters >= BATCH_LETTERS:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch
