"""The files of a state directory: which are in use, and which can go."""

import fcntl
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from time import time

from gql_content.files import is_named
from gql_content.sources.snapshot import Snapshots

__all__ = ["hold", "tidy_states"]


MOST_UNUSED = 3  # states of the same content root with other settings, or of other versions
LONGEST_UNUSED = 90 * 86_400.0  # seconds
MOST_VERSIONS = 3  # of an index, or of findings, that were made in different ways
ROOT_DIGITS = 16

STATE = re.compile(r"([0-9a-f]{16}-[0-9a-f]{16})\.")
FORMER = re.compile(r"([0-9a-f]{16})\.(?!versions$)")  # as former versions named them
VERSIONS = re.compile(r"([0-9a-f]{16})\.versions$")
MADE_BY = re.compile(r"\.([0-9a-f]{16})\.([a-z]+)")
DRAFT = ".new"


def hold(snapshots: Snapshots) -> int | None:
    """A descriptor that shows, as long as it is open, that somebody uses this state.

    None where the directory takes no files.
    """
    lock = lock_of(snapshots.directory, snapshots.path.name.partition(".")[0])
    with suppress(OSError):
        lock.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        while True:
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            if is_named(descriptor, str(lock)):
                os.utime(descriptor)
                return descriptor
            os.close(descriptor)
    return None


def tidy_states(snapshots: Snapshots) -> None:
    """Removes states that nobody has used for long, but for the last few of the same content root.

    Of the state that is in use, what killed processes left and what other versions made goes.
    """
    with suppress(OSError):
        names = os.listdir(snapshots.directory)
        own = snapshots.path.name.partition(".")[0]
        remove_unused(snapshots, names, own)
        remove_outdated(snapshots.directory, [one for one in names if one.startswith(f"{own}.")])


def remove_unused(snapshots: Snapshots, names: Iterable[str], own: str) -> None:
    directory, files = snapshots.directory, dict[str, list[Path]]()
    for name in names:
        matched = STATE.match(name) or FORMER.match(name)
        if matched is not None and matched[1] != own:
            files.setdefault(matched[1], []).append(directory / name)
    last_used = {state: max(map(changed_at, paths)) for state, paths in files.items()}
    kept = 0
    for state in sorted(files, key=last_used.__getitem__, reverse=True):
        is_unwanted = last_used[state] < time() - LONGEST_UNUSED
        if state.startswith(snapshots.root_name):
            kept += 1
            is_unwanted = is_unwanted or kept > MOST_UNUSED or "-" not in state
        if is_unwanted:
            remove_state(lock_of(directory, state), files[state])
    remove_versions(directory, snapshots.root_name)


def remove_versions(directory: Path, own: str) -> None:
    """Removes the last good versions of content roots of which there is no state any more."""
    names = os.listdir(directory)
    roots = {own, *(name[:ROOT_DIGITS] for name in names if STATE.match(name))}
    for name in names:
        matched = VERSIONS.match(name)
        if matched is not None and matched[1] not in roots:
            folder = directory / name
            if changed_at(folder) < time() - LONGEST_UNUSED:
                rmtree(folder, ignore_errors=True)


def remove_state(lock: Path, files: Iterable[Path]) -> None:
    """Removes the files of a state, unless somebody uses it."""
    descriptor = None
    try:
        with suppress(FileNotFoundError):
            descriptor = os.open(lock, os.O_RDWR | os.O_CLOEXEC)
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for file in files:
            file.unlink(missing_ok=True)
    except OSError:
        pass  # It is in use, or belongs to somebody else.
    finally:
        if descriptor is not None:
            os.close(descriptor)


def remove_outdated(directory: Path, names: Iterable[str]) -> None:
    """Removes drafts of killed writers, and indexes and findings that other versions made."""
    files: dict[tuple[str, str], list[Path]] = {}
    for name in names:
        matched = MADE_BY.search(name)
        if matched is not None:
            files.setdefault((matched[2], matched[1]), []).append(directory / name)
        elif name.endswith(DRAFT):
            remove_draft(directory / name)
    last_used = {made: max(map(changed_at, paths)) for made, paths in files.items()}
    in_order = sorted(files, key=last_used.__getitem__, reverse=True)
    for kind in {kind for kind, _ in files}:
        for made in [made for made in in_order if made[0] == kind][MOST_VERSIONS:]:
            for file in files[made]:
                file.unlink(missing_ok=True)


def remove_draft(draft: Path) -> None:
    """Removes a file that nobody is writing."""
    with suppress(OSError):
        descriptor = os.open(draft, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft.unlink()
        finally:
            os.close(descriptor)


def changed_at(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


def lock_of(directory: Path, state: str) -> Path:
    return directory / f"{state}.lock"
