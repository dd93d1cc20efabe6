"""A content root that is gone: a deploy that went wrong, or a folder that is not mounted."""

import os
from hashlib import sha256
from pathlib import Path

from gql_content.library import Entry
from gql_content.model import Problem

__all__ = ["ROOT", "RootIdentity", "identity_of", "missing_root"]

ROOT = "."
"""The path at which a library tells that its root is missing; no file has it."""

RootIdentity = tuple[int, int]


def identity_of(root: Path) -> RootIdentity | None:
    """What tells a folder from another in its place, links followed.

    None where there is none, or one that may not be listed.
    """
    try:
        status = root.stat()
    except OSError:
        return None
    is_listed = root.is_dir() and os.access(root, os.R_OK | os.X_OK)
    return (status.st_dev, status.st_ino) if is_listed else None


def missing_root() -> Entry:
    """What a library says of its root while that is missing."""
    problem = Problem(
        path=ROOT,
        code="ROOT_MISSING",
        message="The content root is gone, was emptied, or may not be listed; what was in it is "
        "still served, without the texts that have not been read yet.",
        remedy="Put the folder back, or mount it again; it is noticed within seconds.",
    )
    return Entry(sha256(b"missing root").digest(), None, (problem,))
