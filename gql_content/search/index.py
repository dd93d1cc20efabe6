"""The full-text index of a library: SQLite FTS5 beside the snapshot."""

from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import ParamSpec, TypeVar

from gql_content.library import Library
from gql_content.search.database import DATABASE_ERRORS, SearchNotReadyError, is_corruption
from gql_content.search.fts_query import parse_query
from gql_content.search.index_files import Place, merge_step, private_place
from gql_content.search.index_writer import (
    ProgressCallback,
    TextReader,
    build_index,
    checkpoint_and_seal,
    passes_quick_check,
    update_index,
)
from gql_content.search.ranking import (
    MAX_CACHED_HITS,
    HitKey,
    RankingCache,
    SearchResult,
    select_page,
)
from gql_content.search.read_transactions import ReaderPool, ReadTransaction
from gql_content.search.snippets import load_hits
from gql_content.search.suggestions import Suggester

__all__ = ["SearchIndex"]


Params = ParamSpec("Params")
ReturnType = TypeVar("ReturnType")


class CallbackError(Exception):
    """Wraps an error of a callback, so that handlers of index errors do not catch it."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


def wrap_callback(function: Callable[Params, ReturnType]) -> Callable[Params, ReturnType]:
    """Wraps a callback, so that its errors reach `raise_callback_errors`."""

    def call(*args: Params.args, **kwargs: Params.kwargs) -> ReturnType:
        try:
            return function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - raised again by `raise_callback_errors`
            raise CallbackError(error) from None

    return call


@contextmanager
def raise_callback_errors() -> Generator[None]:
    """Raises the original errors of wrapped callbacks."""
    try:
        yield
    except CallbackError as raised:
        error = raised.error
    else:
        return
    raise error


def ignore_progress(_done: int, _total: int) -> None:
    """A progress callback that does nothing."""


class SearchIndex:
    """A full-text index in a file. It may be shared by processes, and this object by threads.

    Searches raise only `SearchNotReadyError`. `update` rebuilds a file that is missing, damaged or
    of another version. If no file can be stored, the index is private to the process.
    """

    def __init__(self, path: Path | None, max_cached_hits: int = MAX_CACHED_HITS) -> None:
        self._open(private_place() if path is None else Place(path), private=path is None)
        self._rankings = RankingCache(max_cached_hits)
        self._suggester = Suggester()
        self._progress = (0, 0)
        self._update_lock = Lock()

    def _open(self, place: Place, private: bool) -> None:
        self._place = place
        self._is_private = private
        self._readers = ReaderPool(place)
        self._is_trusted = False
        self._needs_merge = False
        self._damaged_file: tuple[int, int] | None = None
        self._last_library: Library | None = None

    @property
    def revision(self) -> str | None:
        """The revision of the indexed library; None if there is no index yet."""
        try:
            with self._transaction() as transaction:
                return transaction.revision
        except SearchNotReadyError:
            return None

    def update(
        self, library: Library, read_texts: TextReader, progress: ProgressCallback = ignore_progress
    ) -> None:
        """Updates the index to `library`, unless another process has already done so.

        `read_texts` is called once for each article to index, in order and not concurrently; None
        means that the texts cannot be read now. Its errors are raised.
        """

        def report(done: int, total: int) -> None:
            self._progress = (done, total)
            progress(done, total)

        with self._update_lock, raise_callback_errors():
            if self.revision == library.revision and self._place.identity() is not None:
                return
            self._progress = (0, len(library.articles))
            try:
                self._bring_up_to_date(library, wrap_callback(read_texts), wrap_callback(report))
            except (OSError, *DATABASE_ERRORS):
                if self._is_private:
                    raise
                self._readers.close()
                self._open(private_place(), private=True)
                self._bring_up_to_date(library, wrap_callback(read_texts), wrap_callback(report))

    def optimize(self) -> bool:
        """Merges index segments, one small step; returns whether there may be more to merge.

        A new index consists of several segments, and can be searched before they are merged.
        """
        with self._update_lock:
            if self._needs_merge:
                self._needs_merge = False
                with suppress(OSError, *DATABASE_ERRORS), self._place.locked(patience=0):
                    self._place.unseal()
                    self._needs_merge = merge_step(self._place)
            return self._needs_merge

    def discard_new(self) -> None:
        """Removes what a process left that was killed while it built an index."""
        with suppress(OSError), self._place.locked(patience=0):
            self._place.discard_new()

    def search(
        self,
        query: str,
        allowed: Callable[[str], bool] | None = None,
        limit: int = 10,
        after: HitKey | None = None,
    ) -> SearchResult:
        """The best `limit` hits after a key, among the articles whose paths are `allowed`."""
        with self._transaction() as transaction:
            paths, parsed = transaction.paths, parse_query(query)
            if allowed is not None:
                ranking = self._rankings.get_all(transaction, parsed)
                hits = ranking.filter(lambda hit: allowed(paths[hit[1]]))
            elif after is not None:
                hits = self._rankings.get_all(transaction, parsed)
            else:
                hits = self._rankings.get_best(transaction, parsed, limit + 1)
            page = select_page(hits, paths, limit + 1, after)
            return SearchResult(
                hits=load_hits(transaction, hits.expression, hits.total, page[:limit]),
                total=hits.total,
                has_next=len(page) > limit,
                revision=transaction.revision,
            )

    def find_paths(self, query: str) -> frozenset[str]:
        """The paths of all hits."""
        with self._transaction() as transaction:
            ids = self._rankings.get_ids(transaction, parse_query(query))
            return frozenset(transaction.paths[number] for number in ids)

    def suggest(self, query: str) -> tuple[str, ...]:
        """At most three corrections of a query without hits, the most likely first."""
        with self._transaction() as transaction:
            return self._suggester.suggest(transaction, query)

    def close(self) -> None:
        """Closes all connections, and seals the file for the next process."""
        self._readers.close()
        if self._is_trusted:
            with suppress(OSError, *DATABASE_ERRORS), self._place.locked(patience=0):
                checkpoint_and_seal(self._place)

    def _bring_up_to_date(
        self, library: Library, read_texts: TextReader, progress: ProgressCallback
    ) -> None:
        with self._place.locked():
            self._place.discard_new()
            if not self._is_usable() or not update_index(
                self._place, library, self._last_library, read_texts, progress
            ):
                build_index(self._place, library, read_texts, progress)
                self._needs_merge = True
            self._is_trusted, self._damaged_file, self._last_library = True, None, library

    def _is_usable(self) -> bool:
        if self._place.identity() in (None, self._damaged_file):
            return False
        if self._is_trusted:
            return True
        return (
            self._place.is_as_sealed()
            if self._place.is_sealed()
            else passes_quick_check(self._place)
        )

    @contextmanager
    def _transaction(self) -> Generator[ReadTransaction]:
        if not self._is_trusted:
            raise SearchNotReadyError(*self._progress)
        try:
            with self._readers.transaction() as transaction:
                yield transaction
        except DATABASE_ERRORS as error:
            if is_corruption(error):
                self._damaged_file, self._is_trusted = self._place.identity(), False
            raise SearchNotReadyError(*self._progress) from error
