"""The last good versions of files that are invalid now: what is served in their place.

They are kept beside the snapshots, each in a file of its own that is written as soon as a file
becomes invalid, so that a worker that starts later, or again, serves what the others serve.
"""

import os
import sys
import zlib
from collections.abc import Collection, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec.structs import replace

from gql_content.files import UNTRUSTED, Loaded, write_whole
from gql_content.library import Entry
from gql_content.model import Article, Problem, Severity, Texts
from gql_content.sources.git_versions import Version, committed_versions
from gql_content.sources.snapshot_decoder import decode
from gql_content.sources.snapshot_encoder import FORMAT, encode
from gql_content.sources.unreadable import HIDDEN, NO_FILES

__all__ = ["LastVersions", "is_invalid", "last_good", "later", "recalled", "with_version"]


MAGIC = b"gql-content version\n"
DIGEST_SIZE = 32
MOST = 2_000  # in a folder: where more files are invalid, snapshots alone have the rest
MOST_BYTES = 8 << 20  # of one version, unpacked

UNKNOWN = " No earlier version of the file is known here, so its article is missing until then."


def is_invalid(entry: Entry) -> bool:
    """Whether a file can be read and is no article as it is now."""
    is_good = entry.article is not None and entry.article.source.digest == entry.digest
    return not is_good and entry.digest not in NO_FILES and entry.digest != HIDDEN


def last_good(before: Entry | None, now: Entry) -> Entry:
    """`now`, but a file that has become invalid keeps the last good version of its article.

    What is no file any more has none: who puts a link or a pipe in its place has taken it away.
    """
    if now.article is not None or now.digest in NO_FILES:
        return now
    return with_version(now, None if before is None else before.article)


def with_version(invalid: Entry, article: Article | None) -> Entry:
    """An invalid file with its last good version; where there is none, its problems say so."""
    problems = tuple(map(without_note, invalid.problems))
    if article is not None:
        stale = replace(article, source=replace(article.source, stale=True))
        return replace(invalid, article=stale, problems=problems)
    return replace(invalid, article=None, problems=tuple(with_note(problems)))


def with_note(problems: Collection[Problem]) -> list[Problem]:
    """The problems, of which the first that keeps the file from being an article says so."""
    noted = list(problems)
    for number, one in enumerate(noted):
        if one.severity is Severity.ERROR:
            noted[number] = replace(one, remedy=one.remedy + UNKNOWN)
            break
    return noted


def without_note(problem: Problem) -> Problem:
    if not problem.remedy.endswith(UNKNOWN):
        return problem
    return replace(problem, remedy=problem.remedy.removesuffix(UNKNOWN))


def later(one: Article | None, other: Article | None) -> Article | None:
    """Of two good versions of a file that which was written last; all processes choose alike."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda article: (article.source.mtime_ns, article.source.digest))


class LastVersions:
    """The last good versions of the files of one content root, in a folder of the state directory.

    Several processes may share it. It is a cache: what is wrong in it is ignored.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def mark(self) -> int:
        """What differs when a version has been put in or taken out; 0 where there is no folder."""
        try:
            return self._folder.stat().st_mtime_ns
        except OSError:
            return 0

    def read(self, path: str) -> Version | None:
        """The version of the file at `path`, None where none is kept."""
        version = version_in(self._file(path))
        return version if version is not None and version.article.path == path else None

    def paths(self) -> list[str]:
        """The files of which a version is kept."""
        versions = (version_in(self._folder / name) for name in self._names())
        return [one.article.path for one in versions if one is not None]

    def keep(self, version: Version) -> None:
        """Keeps a version in the place of the one before; raises `OSError`.

        One that is kept already is not written again, unless its texts have become known.
        """
        path = version.article.path
        before = self.read(path)
        if before is not None and before.article.source.digest == version.article.source.digest:
            if version.texts is None or before.texts is not None:
                return
        elif before is None and len(self._names()) >= MOST:
            return
        payload = packed(version)
        write_whole(self._file(path), header_of(payload), payload, durable=False)

    def forget(self, paths: Collection[str]) -> None:
        """Lets go of the versions of files that are valid again, or gone; raises `OSError`."""
        for path in paths:
            with suppress(FileNotFoundError):
                self._file(path).unlink()

    def _names(self) -> list[str]:
        try:
            return os.listdir(self._folder)
        except (FileNotFoundError, NotADirectoryError):
            return []

    def _file(self, path: str) -> Path:
        written = path.encode("utf-8", "surrogateescape")
        return self._folder / sha256(written).hexdigest()[:32]


def version_in(file: Path) -> Version | None:
    try:
        written = file.read_bytes()
    except OSError:
        return None
    payload = memoryview(written)[len(MAGIC) + DIGEST_SIZE :]
    if written[: len(MAGIC) + DIGEST_SIZE] != header_of(payload):
        return None
    try:
        loaded, texts = msgspec.msgpack.decode(unpacked(payload), type=tuple[bytes, Texts | None])
        [one] = decode(loaded)
    except (zlib.error, msgspec.MsgspecError, ValueError, IndexError):
        return None
    return None if one.entry.article is None else Version(one.entry.article, texts)


def packed(version: Version) -> bytes:
    article = replace(version.article, source=replace(version.article.source, stale=False))
    loaded = Loaded(article.path, UNTRUSTED, Entry(article.source.digest, article))
    return zlib.compress(msgspec.msgpack.encode((encode([loaded]), version.texts)), 1)


def unpacked(payload: bytes | memoryview) -> bytes:
    """Raises `ValueError` where it would be more than any version is."""
    stream = zlib.decompressobj()
    data = stream.decompress(payload, MOST_BYTES)
    if not stream.eof:
        raise ValueError("The version is too long.")
    return data


def header_of(payload: bytes | memoryview) -> bytes:
    digest = sha256(payload)
    digest.update(f"{FORMAT} {sys.byteorder}".encode())
    return MAGIC + digest.digest()


def recalled(
    root: Path,
    invalid: Mapping[str, Entry],
    kept: LastVersions | None,
    unasked: Collection[str] = (),
) -> dict[str, Entry]:
    """Those of some invalid files whose last good version is another than they have.

    It is looked for among those that are `kept`; for files that are `unasked`, in Git too.
    """
    known = {path: Version(one.article) for path, one in invalid.items() if one.article is not None}
    for path in invalid if kept is not None and kept.mark() else ():
        version, before = kept.read(path) if kept else None, known.get(path)
        if version is not None and (
            before is None or later(version.article, before.article) is version.article
        ):
            known[path] = version
    asked = {path: invalid[path].digest for path in unasked if path in invalid}
    for path, found in committed_versions(root, asked).items():
        before = known.get(path)
        article = found.last(before.article if before else None)
        if found.version is not None and article is found.version.article:
            known[path] = found.version
            if kept is not None:
                with suppress(OSError):  # The next one asks Git again.
                    kept.keep(found.version)
    return {
        path: with_version(invalid[path], version.article)
        for path, version in known.items()
        if differs(invalid[path].article, version.article)
    }


def differs(before: Article | None, now: Article) -> bool:
    return before is None or before.source.digest != now.source.digest
