from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from gql_content.library import Library
from gql_content.search.errors import SearchNotReady
from gql_content.search.faults import FAULTS, is_damage
from gql_content.search.found import Found, HitKey
from gql_content.search.guarding import guarded, unguarded
from gql_content.search.hits import hits_of
from gql_content.search.merging import merge_some
from gql_content.search.pages import page_of
from gql_content.search.place import Place, private_place
from gql_content.search.query import parse_query
from gql_content.search.ranking import MOST_REMEMBERED, Rankings
from gql_content.search.reading import Readers, Snapshot
from gql_content.search.suggesting import Suggestions
from gql_content.search.writing import Progress, TextsOf, build, is_sound, put_down, revise

__all__ = ["SearchIndex"]


def silent(_done: int, _total: int) -> None:
    """Tells nobody how far it is."""


class SearchIndex:
    """Words → articles, in a file that several processes may share; threads may share this object.

    Searching raises nothing but `SearchNotReady`. A file that is missing, damaged or of another
    version is built anew by `update`; where no file can be kept, the index is this process's own.
    """

    def __init__(self, path: Path | None, remembered: int = MOST_REMEMBERED) -> None:
        self._open(private_place() if path is None else Place(path), private=path is None)
        self._rankings = Rankings(remembered)
        self._suggestions = Suggestions()
        self._progress = (0, 0)
        self._updating = Lock()

    def _open(self, place: Place, private: bool) -> None:
        self._place = place
        self._is_private = private
        self._readers = Readers(place)
        self._trusted = False
        self._in_pieces = False
        self._damaged: tuple[int, int] | None = None
        self._seen: Library | None = None

    @property
    def revision(self) -> str | None:
        """The revision of the library that is searched; None before there is an index."""
        try:
            with self._snapshot() as snapshot:
                return snapshot.revision
        except SearchNotReady:
            return None

    def update(self, library: Library, texts_of: TextsOf, progress: Progress = silent) -> None:
        """Brings the index to `library`, or does nothing if another process has done so.

        `texts_of` is called once for each article to index, in their order, never from two threads
        at a time; None means that its texts cannot be read now. What it raises, this raises.
        """

        def told(done: int, total: int) -> None:
            self._progress = (done, total)
            progress(done, total)

        with self._updating, unguarded():
            if self.revision == library.revision and self._place.identity() is not None:
                return
            self._progress = (0, len(library.articles))
            try:
                self._bring(library, guarded(texts_of), guarded(told))
            except (OSError, *FAULTS):
                if self._is_private:
                    raise
                self._readers.close()
                self._open(private_place(), private=True)
                self._bring(library, guarded(texts_of), guarded(told))

    def tidy(self) -> bool:
        """Makes searching faster by a small step; whether another one may do so too.

        A fresh index is in pieces, and need not wait until they are one to be searched.
        """
        with self._updating:
            if self._in_pieces:
                self._in_pieces = False
                with suppress(OSError, *FAULTS), self._place.locked(patience=0):
                    self._place.unseal()
                    self._in_pieces = merge_some(self._place)
            return self._in_pieces

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
    ) -> Found:
        """The best `limit` hits among the articles whose paths are `allowed`, after a key."""
        with self._snapshot() as snapshot:
            paths, wanted = snapshot.paths, parse_query(query)
            if allowed is not None:
                ranking = self._rankings.of(snapshot, wanted)
                hits = ranking.where(lambda hit: allowed(paths[hit[1]]))
            elif after is not None:
                hits = self._rankings.of(snapshot, wanted)
            else:
                hits = self._rankings.beginning(snapshot, wanted, limit + 1)
            page = page_of(hits, paths, limit + 1, after)
            return Found(
                hits=hits_of(snapshot, hits.expression, hits.total, page[:limit]),
                total=hits.total,
                has_next=len(page) > limit,
                revision=snapshot.revision,
            )

    def matching(self, query: str) -> frozenset[str]:
        """The paths of all hits."""
        with self._snapshot() as snapshot:
            ids = self._rankings.ids(snapshot, parse_query(query))
            return frozenset(snapshot.paths[number] for number in ids)

    def suggestions(self, query: str) -> tuple[str, ...]:
        """What a query that finds nothing may have meant: at most three, the likeliest first."""
        with self._snapshot() as snapshot:
            return self._suggestions.of(snapshot, query)

    def close(self) -> None:
        """Closes all connections, and seals the file for the next process."""
        self._readers.close()
        if self._trusted:
            with suppress(OSError, *FAULTS), self._place.locked(patience=0):
                put_down(self._place)

    def _bring(self, library: Library, texts_of: TextsOf, progress: Progress) -> None:
        with self._place.locked():
            self._place.discard_new()
            if not self._is_usable() or not revise(
                self._place, library, self._seen, texts_of, progress
            ):
                build(self._place, library, texts_of, progress)
                self._in_pieces = True
            self._trusted, self._damaged, self._seen = True, None, library

    def _is_usable(self) -> bool:
        if self._place.identity() in (None, self._damaged):
            return False
        if self._trusted:
            return True
        return self._place.is_as_sealed() if self._place.is_sealed() else is_sound(self._place)

    @contextmanager
    def _snapshot(self) -> Generator[Snapshot]:
        if not self._trusted:
            raise SearchNotReady(*self._progress)
        try:
            with self._readers.snapshot() as snapshot:
                yield snapshot
        except FAULTS as error:
            if is_damage(error):
                self._damaged, self._trusted = self._place.identity(), False
            raise SearchNotReady(*self._progress) from error
