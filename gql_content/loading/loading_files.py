"""Many files to entries, on all cores where they are many."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from gql_content.loading.codec import decode, encode
from gql_content.loading.files import Loaded, Stamp
from gql_content.loading.obstacles import is_obstacle, told
from gql_content.loading.progress import Progress, silent
from gql_content.loading.reading_files import load_here
from gql_content.loading.workers import in_processes

__all__ = ["load_files", "load_found", "usable_cores"]

BATCH = 400
WORTH_PROCESSES = 6_000  # to start processes takes as long as parsing half as many files


def load_files(
    root: Path,
    paths: Sequence[str],
    strings: dict[str, str],
    progress: Progress = silent,
) -> list[Loaded]:
    """Every one of `paths` that is a file, as it is now; equal texts share what `strings` holds."""
    cores = usable_cores()
    if len(paths) >= WORTH_PROCESSES and cores > 1:
        return list(load_in_processes(root, paths, strings, progress, cores))
    return decode(encode(load_here(root, paths, progress)), strings)


def load_found(
    root: Path,
    found: Mapping[str, Stamp],
    strings: dict[str, str],
    progress: Progress = silent,
) -> list[Loaded]:
    """What a scan found, as it is now: files are read, and obstacles only told."""
    obstacles = {path: stamp for path, stamp in found.items() if is_obstacle(stamp)}
    files = [path for path in found if path not in obstacles]
    told_of = [told(path, stamp) for path, stamp in obstacles.items()]
    return [*load_files(root, files, strings, progress), *told_of]


def usable_cores() -> int:
    """How many processes can work at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def load_in_processes(
    root: Path, paths: Sequence[str], strings: dict[str, str], progress: Progress, cores: int
) -> Iterator[Loaded]:
    batches = [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]
    asked = [msgspec.msgpack.encode(batch) for batch in batches]
    for done, written in enumerate(in_processes(root, asked, cores), start=1):
        progress(min(done * BATCH, len(paths)), len(paths))
        yield from decode(written, strings)
