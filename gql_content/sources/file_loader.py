"""Files to parsed entries, on all cores where they are many."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from gql_content.files import (
    LARGEST,
    UNTRUSTED,
    Loaded,
    NotAFile,
    Progress,
    Reader,
    Stamp,
    TooLarge,
    end_with_parent,
    in_processes,
    read_frame,
    silent,
    usable_cores,
    write_frame,
)
from gql_content.library import Entry
from gql_content.model import Problem
from gql_content.sources.snapshot_decoder import decode
from gql_content.sources.snapshot_encoder import encode
from gql_content.sources.unreadable import is_obstacle, told

__all__ = ["load_files", "load_found"]


def load_here(root: Path, paths: Sequence[str], progress: Progress = silent) -> list[Loaded]:
    """Every one of `paths` that is a file, as it is now."""
    reader = Reader(root)
    found: list[Loaded] = []
    for done, path in enumerate(paths, start=1):
        loaded = load_file(reader, path)
        if loaded is not None:
            found.append(loaded)
        progress(done, len(paths))
    return found


def load_file(reader: Reader, path: str) -> Loaded | None:
    """The file at `path`, None where there is none."""
    from gql_content.content import parse  # which a start where all is known does not need

    try:
        found = reader.read(path)
    except TooLarge as error:
        return Loaded(path, error.stamp, too_large(path, error.stamp))
    except (FileNotFoundError, NotADirectoryError, NotAFile):
        return None
    except OSError as error:
        return Loaded(path, UNTRUSTED, unreadable(path, error))
    parsed = parse(path, found.data, found.stamp.mtime_ns)
    digest = parsed.article.source.digest if parsed.article else sha256(found.data).digest()
    return Loaded(path, found.kept, Entry(digest, parsed.article, parsed.problems))


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


def load_in_processes(
    root: Path, paths: Sequence[str], strings: dict[str, str], progress: Progress, cores: int
) -> Iterator[Loaded]:
    batches = [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]
    asked = [msgspec.msgpack.encode(batch) for batch in batches]
    for done, written in enumerate(in_processes(root, asked, cores), start=1):
        progress(min(done * BATCH, len(paths)), len(paths))
        yield from decode(written, strings)


def main(root: Path) -> None:
    """Works until there are no more batches, or nobody is there to take what they give."""
    paths = msgspec.msgpack.Decoder(list[str])
    while (batch := read_frame(sys.stdin.buffer)) is not None:
        write_frame(sys.stdout.buffer, encode(load_here(root, paths.decode(batch))))


if __name__ == "__main__":
    try:
        end_with_parent()
        main(Path(sys.argv[1]))
    except BrokenPipeError:
        sys.stdout = None  # Else the interpreter complains of the same when it ends.
