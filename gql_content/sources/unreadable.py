"""What a scan meets where an article could be, and nobody may or can read it."""

import re
from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from gql_content.files import UNTRUSTED, Loaded, Stamp
from gql_content.library import Entry
from gql_content.model import Problem, Severity

__all__ = [
    "BAD_NAME",
    "BROKEN_LINK",
    "FOLDER_OUTSIDE",
    "HIDDEN",
    "LINK_OUTSIDE",
    "NOT_A_FILE",
    "NO_FILES",
    "UNLISTABLE",
    "UNSPEAKABLE",
    "hidden",
    "is_obstacle",
    "shown",
    "told",
]


# A name that is not UTF-8, or holds control characters, can be no url.
UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

NOT_A_FILE = Stamp(-3, 0, 0)
LINK_OUTSIDE = Stamp(-4, 0, 0)
FOLDER_OUTSIDE = Stamp(-5, 0, 0)
BROKEN_LINK = Stamp(-6, 0, 0)
BAD_NAME = Stamp(-7, 0, 0)
UNLISTABLE = Stamp(-8, 0, 0)

HIDDEN = sha256(b"in a folder that may not be listed").digest()


class Obstacle(Struct, frozen=True):
    """What to tell of it; the message follows the path."""

    code: str
    message: str
    remedy: str
    severity: Severity = Severity.ERROR


OBSTACLES: Mapping[Stamp, Obstacle] = MappingProxyType(
    {
        NOT_A_FILE: Obstacle(
            code="NOT_A_FILE",
            message="is a pipe, a socket or a device, and is not opened.",
            remedy="Put a file in its place, or exclude it.",
        ),
        LINK_OUTSIDE: Obstacle(
            code="LINK_OUTSIDE",
            message="is a symbolic link out of the content root, and is not followed.",
            remedy="Copy the file into the content root, or link to one inside of it.",
        ),
        FOLDER_OUTSIDE: Obstacle(
            code="LINK_OUTSIDE",
            message="is a symbolic link to a folder out of the content root, and is not followed.",
            remedy="Move the folder into the content root, or exclude the link.",
            severity=Severity.WARNING,
        ),
        BROKEN_LINK: Obstacle(
            code="BROKEN_SYMLINK",
            message="is a symbolic link to nothing, or to itself.",
            remedy="Let it lead to a file in the content root, or remove it.",
        ),
        BAD_NAME: Obstacle(
            code="BAD_NAME",
            message="has a name that is not UTF-8 or holds control characters, so it has no url.",
            remedy="Rename it; what cannot be shown of the name is written as \\x and two digits.",
        ),
        UNLISTABLE: Obstacle(
            code="UNLISTABLE_FOLDER",
            message="is a folder that may not be listed; what was in it is still served as it was.",
            remedy="Let the user that runs gql-content list it (r and x), or exclude it.",
        ),
    }
)

NO_FILES = frozenset(sha256(one.message.encode()).digest() for one in OBSTACLES.values())
"""The digests by which a library knows what is no file."""


def is_obstacle(stamp: Stamp) -> bool:
    """Whether this is the stamp of none that could be read."""
    return stamp in OBSTACLES


def told(path: str, stamp: Stamp) -> Loaded:
    """The obstacle at a path, as what a library knows of it."""
    one = OBSTACLES[stamp]
    problem = Problem(path, one.code, f"{path} {one.message}", one.remedy, one.severity)
    return Loaded(path, stamp, Entry(sha256(one.message.encode()).digest(), None, (problem,)))


def hidden(path: str, entry: Entry) -> Loaded:
    """What was known of a file whose folder may not be listed any more."""
    article = entry.article
    if article is not None:
        article = replace(article, source=replace(article.source, stale=True))
    return Loaded(path, UNTRUSTED, replace(entry, digest=HIDDEN, article=article))


def shown(name: str) -> str:
    r"""A file's name as JSON can have it and a terminal may: `\xff` for a byte that is no UTF-8."""
    if not UNSPEAKABLE.search(name):
        return name
    return UNSPEAKABLE.sub(lambda found: escaped(found[0]), name)


def escaped(letter: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in letter.encode("utf-8", "surrogateescape"))
