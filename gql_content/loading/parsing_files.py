"""Many files to entries, on all cores where they are many."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from time import time_ns

from gql_content.library import Entry
from gql_content.loading.codec import decode, encode
from gql_content.loading.files import Loaded, Stamp
from gql_content.loading.reading import LARGEST, NotAFile, TooLarge, read_file
from gql_content.model import Problem
from gql_content.parsing import parse

__all__ = ["Progress", "load_files", "silent"]

Progress = Callable[[int, int], None]
"""Told how many files are done, of how many."""


def silent(_done: int, _total: int) -> None:
    """Tells nobody."""


BATCH = 400
WORTH_PROCESSES = 1_500  # starting processes costs what parsing this many files does


def load_files(
    root: Path,
    paths: Sequence[str],
    strings: dict[str, str],
    progress: Progress = silent,
) -> list[Loaded]:
    """Every one of `paths` that is a file, as it is now; equal texts share what `strings` holds."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    if len(paths) < WORTH_PROCESSES or (cores or 1) < 2 or not can_start_processes():
        loaded = load_here(root, paths)
        progress(len(paths), len(paths))
        return decode(encode(loaded), strings)
    return list(load_in_processes(root, paths, strings, progress, cores or 1))


def can_start_processes() -> bool:
    """A started process imports the main module again, which a program read from a pipe has not."""
    main = sys.modules.get("__main__")
    path = getattr(main, "__file__", None)
    return path is None or Path(path).exists()


def load_in_processes(
    root: Path, paths: Sequence[str], strings: dict[str, str], progress: Progress, cores: int
) -> Iterator[Loaded]:
    batches = [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]
    done = 0
    # Not by fork: this process may have threads, and a forked lock is never released.
    with ProcessPoolExecutor(min(cores, len(batches)), get_context("spawn")) as pool:
        for future in as_completed([pool.submit(load_batch, root, batch) for batch in batches]):
            loaded = decode(future.result(), strings)
            done += BATCH
            progress(min(done, len(paths)), len(paths))
            yield from loaded


def load_batch(root: Path, paths: Sequence[str]) -> bytes:
    """What a worker process does; pickled values would be larger and slower to read."""
    return encode(load_here(root, paths))


def load_here(root: Path, paths: Sequence[str]) -> list[Loaded]:
    found = (load_file(root, path) for path in paths)
    return [loaded for loaded in found if loaded is not None]


def load_file(root: Path, path: str) -> Loaded | None:
    """The file at `path`, None where there is none."""
    read_ns = time_ns()
    try:
        data, stamp = read_file(root, path)
    except TooLarge as error:
        return Loaded(path, error.stamp, too_large(path, error.stamp))
    except (FileNotFoundError, NotADirectoryError, NotAFile):
        return None
    except OSError as error:
        return Loaded(path, Stamp(-1, -1, -1), unreadable(path, error))
    parsed = parse(path, data, stamp.mtime_ns)
    digest = parsed.article.source.digest if parsed.article else sha256(data).digest()
    return Loaded(path, stamp.settled(read_ns), Entry(digest, parsed.article, parsed.problems))


def too_large(path: str, stamp: Stamp) -> Entry:
    problem = Problem(
        path=path,
        code="OVERSIZE",
        message=f"{path} has {stamp.size:,} bytes; an article may have {LARGEST:,}.",
        remedy="Move large data out of the article, or split it.",
    )
    return Entry(sha256(b"oversize %d" % stamp.size).digest(), None, (problem,))


def unreadable(path: str, error: OSError) -> Entry:
    reason = error.strerror or type(error).__name__
    problem = Problem(
        path=path,
        code="UNREADABLE",
        message=f"{path} cannot be read: {reason}.",
        remedy="Let the user that runs gql-content read it, or exclude it.",
    )
    return Entry(sha256(f"unreadable: {reason}".encode()).digest(), None, (problem,))
