"""Loads a folder in a thread, from its snapshot where there is one."""

from collections.abc import Callable, Collection, Container, Iterable, Mapping
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from time import monotonic

from msgspec import Struct
from msgspec.structs import replace

from gql_content.files import Loaded, Progress, Stamp, silent
from gql_content.library import Entry, Library
from gql_content.sources.file_filter import Selection
from gql_content.sources.file_loader import load_found
from gql_content.sources.folder_scan import Found, ScanAhead, scan
from gql_content.sources.last_good_versions import is_invalid, last_good, recalled
from gql_content.sources.snapshot import NOTHING, Saved, Snapshots
from gql_content.sources.unchanged_files import recognised
from gql_content.sources.unreadable import UNLISTABLE, hidden

__all__ = ["BackgroundLoading", "Loading", "LoadingStoppedError", "load_folder"]


class Loading(Struct, frozen=True):
    """A folder as it was loaded, and how many of its files had to be parsed for it.

    It `has_news` where a snapshot of it would be another than the one it was loaded from.
    """

    library: Library
    stamps: dict[str, Stamp]
    parsed: int
    reused: int
    has_news: bool = True

    def files(self) -> list[Loaded]:
        """What a snapshot of this folder holds."""
        return [
            Loaded(path, self.stamps[path], entry)
            for path, entry in sorted(self.library.entries.items())
        ]


def load_folder(
    root: Path,
    selection: Selection,
    snapshots: Snapshots | None = None,
    progress: Progress = silent,
    scanned: Callable[[], Found] | None = None,
) -> Loading:
    """All articles below `root`; only files with other bytes than in the snapshot are parsed.

    Those that look different have to be read for that, such as a folder that was checked out anew.

    `scanned` gives what a scan that was begun before has found.
    """
    saved = snapshots.read() if snapshots is not None else NOTHING
    if scanned is None:
        found = scan(root, selection)
    elif saved.is_all_of(ahead := scanned()):
        return with_last_versions(root, as_saved(saved), saved.invalid(), snapshots)
    else:
        found = ahead.by_path()
    files = saved.files()
    same = [loaded for loaded in files if found.get(loaded.path) == loaded.stamp]
    kept = same + hidden_files(files, found) if UNLISTABLE in found.values() else same
    known = {loaded.path for loaded in kept}
    unknown = {path: stamp for path, stamp in found.items() if path not in known}
    touched = list(recognised(root, entries_at(files, unknown))) if unknown else []
    kept = kept + touched
    for loaded in touched:
        del unknown[loaded.path]
    fresh = load_found(root, unknown, known_texts(kept) if unknown else {}, progress)
    invalid = {loaded.path: loaded.entry for loaded in fresh if is_invalid(loaded.entry)}
    if invalid:
        before = {one.path: one.entry for one in files if one.path in invalid}
        invalid = {path: last_good(before.get(path), one) for path, one in invalid.items()}
    entries = {loaded.path: loaded.entry for loaded in in_order(kept, fresh)} | invalid
    is_as_saved = not (fresh or touched) and len(same) == len(files)
    loading = Loading(
        library=Library.of(entries, saved.checksum if is_as_saved else None),
        stamps={loaded.path: loaded.stamp for loaded in (*kept, *fresh)},
        parsed=len(fresh),
        reused=len(kept),
        has_news=not is_as_saved,
    )
    troubled = (loaded for loaded in kept if loaded.entry.problems)
    others = {one.path: one.entry for one in troubled if is_invalid(one.entry)}
    return with_last_versions(root, loading, {**others, **invalid}, snapshots, invalid)


def as_saved(saved: Saved) -> Loading:
    """A folder in which nothing is new, without a look at each of its files."""
    return Loading(
        library=Library.of(dict(zip(saved.paths, saved.entries, strict=True)), saved.checksum),
        stamps=dict(zip(saved.paths, saved.stamps, strict=True)),
        parsed=0,
        reused=len(saved.paths),
        has_news=False,
    )


def with_last_versions(
    root: Path,
    loading: Loading,
    invalid: Mapping[str, Entry],
    snapshots: Snapshots | None,
    new: Collection[str] = (),
) -> Loading:
    """The same, with the last good versions of invalid files that other processes, or Git, know.

    Git is asked for those that are `new` alone: of the others, the snapshot has its answer.
    """
    kept = None if snapshots is None else snapshots.last_versions
    changed = recalled(root, invalid, kept, new) if invalid else {}
    if not changed:
        return loading
    return replace(loading, library=loading.library.replaced(changed), has_news=True)


def entries_at(saved: Iterable[Loaded], paths: Container[str]) -> dict[str, Entry]:
    """What was saved of some paths."""
    return {one.path: one.entry for one in saved if one.path in paths}


def hidden_files(saved: Iterable[Loaded], found: Mapping[str, Stamp]) -> list[Loaded]:
    """Those saved files whose folder may not be listed now: nobody knows that they are gone."""
    above = tuple(f"{path}/" for path, stamp in found.items() if stamp == UNLISTABLE)
    lost = (one for one in saved if one.path not in found and one.path.startswith(above))
    return [hidden(one.path, one.entry) for one in lost]


def known_texts(kept: Iterable[Loaded]) -> dict[str, str]:
    """What the articles of other files are likely to say again, of themselves or in links."""
    articles = [loaded.entry.article for loaded in kept if loaded.entry.article is not None]
    said = ((one.url, one.title, one.subject_name, one.author) for one in articles)
    return {text: text for texts in said for text in texts if text is not None}


def in_order(kept: list[Loaded], fresh: list[Loaded]) -> Iterable[Loaded]:
    """By path; a snapshot was written in that order, so there is little left to sort."""
    return sorted(kept + fresh, key=lambda loaded: loaded.path)


class LoadingStoppedError(Exception):
    """Nobody waits for the folder any more."""


class BackgroundLoading:
    """A folder that is being loaded in a thread of its own, from the moment this is made.

    `done` and `total` count files; `result` holds the folder in the end; `began` is monotonic.
    """

    def __init__(
        self,
        root: Path,
        selection: Selection,
        snapshots: Snapshots | None = None,
        progress: Progress = silent,
        ahead: ScanAhead | None = None,
    ) -> None:
        self.began = monotonic()
        self.done = 0
        self.total = 0
        self.result: Future[Loading] = Future()
        self._stopped = False
        self._progress = progress
        self._ahead = ahead
        Thread(target=self._load, args=(root, selection, snapshots), daemon=True).start()

    def stop(self) -> None:
        """Ends loading soon; `result` then raises `LoadingStoppedError`."""
        self._stopped = True
        if self._ahead is not None:
            self._ahead.stop()

    def _load(self, root: Path, selection: Selection, snapshots: Snapshots | None) -> None:
        try:
            scanned = None if self._ahead is None else self._ahead.found
            self.result.set_result(load_folder(root, selection, snapshots, self._tell, scanned))
        except BaseException as error:  # noqa: BLE001 - whoever waits for the result is told
            self.result.set_exception(error)

    def _tell(self, done: int, total: int) -> None:
        if self._stopped:
            raise LoadingStoppedError
        self.done, self.total = done, total
        self._progress(done, total)
