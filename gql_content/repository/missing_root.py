"""A content root that is gone: a deploy that went wrong, or a folder that is not mounted."""

from hashlib import sha256
from pathlib import Path

from gql_content.library import Entry
from gql_content.model import Problem

__all__ = ["ROOT", "RootIdentity", "identity_of", "missing_root"]

ROOT = "."
"""The path at which a library tells that its root is missing; no file has it."""

RootIdentity = tuple[int, int]


def identity_of(root: Path) -> RootIdentity | None:
    """What tells a folder from another in its place, links followed; None where there is none."""
    try:
        status = root.stat()
        return (status.st_dev, status.st_ino) if root.is_dir() else None
    except OSError:
        return None


def missing_root() -> Entry:
    """What a library says of its root while that is missing."""
    problem = Problem(
        path=ROOT,
        code="ROOT_MISSING",
        message="The content root is gone or has been emptied; what was in it is still served, "
        "without the texts that have not been read yet.",
        remedy="Put the folder back, or mount it again; it is noticed within seconds.",
    )
    return Entry(sha256(b"missing root").digest(), None, (problem,))
