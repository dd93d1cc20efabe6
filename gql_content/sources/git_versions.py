"""Earlier versions of files in the history of Git."""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from gql_content.files import LARGEST
from gql_content.model import Article, Texts

__all__ = ["Committed", "Version", "bytes_in_history", "committed_versions"]


RECENT = ("HEAD", "ORIG_HEAD", "HEAD@{1}")  # the last fails where Git was at work only once
COMMITS = 20
SECONDS = 5.0
LINE = "%(objecttype) %(objectsize) %(objectname)"
QUIETLY = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


def bytes_in_history(root: Path, path: str, digest: bytes, size: int) -> bytes | None:
    """The bytes of this digest and size that a file had in one of its last commits.

    None where they are in none, or there is no Git. It may take some seconds.
    """
    try:
        for revisions in (RECENT, commits_of(root, path)):
            for blob in blobs(root, path, revisions, size):
                data = git(root, "cat-file", "blob", blob)
                if sha256(data).digest() == digest:
                    return data
    except (OSError, subprocess.SubprocessError, ValueError):
        pass  # No git, no repository, or one that belongs to somebody else.
    return None


def commits_of(root: Path, path: str) -> list[str]:
    """The last commits that changed a file, of this branch and of where it was moved from."""
    asked = ("rev-list", f"--max-count={COMMITS}", "HEAD", "--reflog", "--", f":(literal){path}")
    return git(root, *asked).decode("ascii").split()


def blobs(root: Path, path: str, revisions: Iterable[str], size: int) -> Iterator[str]:
    """The objects of that size which a file was at some revisions, each once."""
    names = "".join(f"{revision}:./{path}\n" for revision in revisions).encode()
    told = git(root, "cat-file", f"--batch-check={LINE}", on=names).decode("utf-8", "replace")
    # A revision that does not exist, or has no such file, makes a line that begins otherwise.
    begin = f"blob {size} "
    found = (line.removeprefix(begin) for line in told.splitlines() if line.startswith(begin))
    return iter(dict.fromkeys(found))


def git(root: Path, *arguments: str, on: bytes = b"") -> bytes:
    """What a command of Git says; only those are used that run no program of a repository's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(  # noqa: S603 - commands of our own, and paths as arguments
        ["git", "-C", str(root), *arguments],  # noqa: S607 - wherever it is installed
        input=on,
        env={**kept, **QUIETLY},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,  # What it has told before it failed is true.
        timeout=SECONDS,
        start_new_session=True,
    )
    return done.stdout


MOST_FILES = 1_000
MOST_COMMITS = 5_000
MOST_VERSIONS = 20  # of a file; where many are invalid, fewer of each
MOST_BLOBS = 4_000
REGULAR = ("100644", "100755")
LFS = b"version https://git-lfs"  # the pointer to a large file, not its bytes
COMMIT = "\x01"
NS = 1_000_000_000


class Version(Struct, frozen=True):
    """A good version of a file, with its texts where they are known."""

    article: Article
    texts: Texts | None = None


class Committed(Struct, frozen=True):
    """What Git knows of an invalid file.

    `version` is the last good one, and `older` are the digests of some before it. `is_head` tells
    whether the invalid bytes themselves are committed, so that every clone has them.
    """

    version: Version | None = None
    older: frozenset[bytes] = frozenset()
    is_head: bool = False

    def last(self, known: Article | None) -> Article | None:
        """The last good version, where this one is known.

        One that was never committed is newer than any commit; and so is one that was brought back
        by hand, as long as the invalid bytes are not committed either.
        """
        if self.version is None:
            return known
        if known is None or (self.is_head and known.source.digest in self.older):
            return self.version.article
        return known


class Blob(Struct, frozen=True):
    """What a file was from one commit on; `committed_ns` is when that was made."""

    name: str
    committed_ns: int


def committed_versions(root: Path, invalid: Mapping[str, bytes]) -> dict[str, Committed]:
    """What Git knows of invalid files, by their paths and the digests of their bytes.

    Nothing where there is no Git, or where it takes too long; it may take some seconds.
    """
    from gql_content.sources.git_activity import git_folder  # with asyncio, which a load needs not

    if not invalid or git_folder(root) is None:
        return {}
    try:
        histories = blobs_of(root, sorted(invalid)[:MOST_FILES])
        data = blobs_with_data(root, histories)
    except (OSError, subprocess.SubprocessError, ValueError):
        return {}  # No git, no repository, or one that belongs to somebody else.
    return {
        path: committed(path, invalid[path], [(one, data.get(one.name)) for one in blobs])
        for path, blobs in histories.items()
    }


def committed(path: str, digest: bytes, blobs: Sequence[tuple[Blob, bytes | None]]) -> Committed:
    """What the versions of one file tell, newest first."""
    is_head = bool(blobs) and digest_of(blobs[0][1]) == digest
    for number, (blob, data) in enumerate(blobs):
        version = None if data is None else good_version(path, data, blob.committed_ns)
        if version is not None:
            older = (digest_of(data) for _, data in blobs[number + 1 :])
            return Committed(version, frozenset(one for one in older if one), is_head)
    return Committed(is_head=is_head)


def good_version(path: str, data: bytes, committed_ns: int) -> Version | None:
    from gql_content.content import parse, read_texts  # which a warm start does not need

    if len(data) > LARGEST or data.startswith(LFS):
        return None
    article = parse(path, data, committed_ns).article
    return None if article is None else Version(article, read_texts(path, data))


def digest_of(data: bytes | None) -> bytes | None:
    return None if data is None else sha256(data).digest()


def blobs_of(root: Path, paths: Sequence[str]) -> dict[str, list[Blob]]:
    """The versions of each file along the first parents of HEAD, newest first.

    They end where the file was deleted, or was no regular file.
    """
    asked = (
        *("log", "-z", "--raw", "--no-abbrev", "--no-renames", "--relative", "-m"),
        *("--first-parent", f"--max-count={MOST_COMMITS}", f"--format={COMMIT}%ct", "--stdin"),
    )
    on = "".join(("HEAD\n--\n", *(f":(literal){path}\n" for path in paths)))
    told = git(root, *asked, on=on.encode()).decode("utf-8", "surrogateescape")
    most = max(3, min(MOST_VERSIONS, MOST_BLOBS // len(paths)))
    found: dict[str, list[Blob]] = {}
    ended: set[str] = set()
    for path, mode, name, committed_ns in changes_in(told):
        if mode not in REGULAR:
            ended.add(path)
        elif path not in ended and len(found.setdefault(path, [])) < most:
            found[path].append(Blob(name, committed_ns))
    return found


def changes_in(told: str) -> Iterator[tuple[str, str, str, int]]:
    """Path, mode, object and time of each change in what `git log -z --raw` tells."""
    parts = iter(told.split("\0"))
    committed_ns = 0
    for part in parts:
        line = part.lstrip("\n")
        if line.startswith(COMMIT):
            committed_ns = int(line.removeprefix(COMMIT)) * NS
        elif line.startswith(":"):
            _, mode, _, name, _ = line.split(" ", 4)
            yield next(parts, ""), mode, name, committed_ns


def blobs_with_data(root: Path, histories: Mapping[str, Sequence[Blob]]) -> dict[str, bytes]:
    names = dict.fromkeys(one.name for blobs in histories.values() for one in blobs)
    told = git(root, "cat-file", "--batch", on="".join(f"{name}\n" for name in names).encode())
    return dict(objects_in(told))


def objects_in(told: bytes) -> Iterator[tuple[str, bytes]]:
    """Names and bytes in what `git cat-file --batch` tells; what is missing has no size."""
    at = 0
    while (end := told.find(b"\n", at)) >= 0:
        name, kind, *size = told[at:end].decode("ascii", "replace").split(" ")
        at = end + 1
        if kind == "blob" and size:
            begin, at = at, at + int(size[0]) + 1
            yield name, told[begin : at - 1]
