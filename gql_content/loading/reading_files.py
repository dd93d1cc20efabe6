"""Files to entries, in this process: read, parsed, or told why not."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from gql_content.library import Entry
from gql_content.loading.files import UNTRUSTED, Loaded, Stamp
from gql_content.loading.progress import Progress, silent
from gql_content.loading.reading import LARGEST, NotAFile, Reader, TooLarge
from gql_content.model import Problem

__all__ = ["load_here"]


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
    from gql_content.parsing import parse  # which a start where all is known does not need

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
