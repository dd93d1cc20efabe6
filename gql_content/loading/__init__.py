"""A folder becomes a library: scan, read, parse on all cores, and a snapshot for warm starts."""

from typing import TYPE_CHECKING

from gql_content.deferred import deferred

if TYPE_CHECKING:
    from gql_content.loading.background import BackgroundLoading, LoadingStoppedError
    from gql_content.loading.files import UNFINISHED, UNTRUSTED, Loaded, Stamp, stamp_of
    from gql_content.loading.folder import Loading, load_folder
    from gql_content.loading.frames import end_with_parent, read_frame, write_frame
    from gql_content.loading.git_history import bytes_in_history
    from gql_content.loading.git_versions import Committed, Version, committed_versions
    from gql_content.loading.git_work import LONGEST_WAIT, GitWork, Span
    from gql_content.loading.last_versions import (
        LastVersions,
        is_invalid,
        last_good,
        later,
        with_version,
    )
    from gql_content.loading.loading_files import load_files, load_found, usable_cores
    from gql_content.loading.obstacles import HIDDEN, NO_FILES, UNLISTABLE, hidden, is_obstacle
    from gql_content.loading.progress import Progress, silent
    from gql_content.loading.reading import Reader, locate, stable_opener
    from gql_content.loading.scanning import scan, scan_each
    from gql_content.loading.scanning_ahead import ScanAhead
    from gql_content.loading.selection import Selection
    from gql_content.loading.snapshot import Snapshots
    from gql_content.loading.states import hold, tidy_states
    from gql_content.loading.verifying import altered, confirmed, recognised
    from gql_content.loading.whole_files import write_whole
    from gql_content.loading.workers import in_processes
else:
    # A process that scans, or parses, needs a small part, and a start waits for it.
    __getattr__ = deferred(
        __name__,
        background=("BackgroundLoading", "LoadingStoppedError"),
        files=("UNFINISHED", "UNTRUSTED", "Loaded", "Stamp", "stamp_of"),
        folder=("Loading", "load_folder"),
        frames=("end_with_parent", "read_frame", "write_frame"),
        git_history=("bytes_in_history",),
        git_work=("LONGEST_WAIT", "GitWork", "Span"),
        git_versions=("Committed", "Version", "committed_versions"),
        last_versions=("LastVersions", "is_invalid", "last_good", "later", "with_version"),
        loading_files=("load_files", "load_found", "usable_cores"),
        obstacles=("HIDDEN", "NO_FILES", "UNLISTABLE", "hidden", "is_obstacle"),
        progress=("Progress", "silent"),
        reading=("Reader", "locate", "stable_opener"),
        scanning=("scan", "scan_each"),
        scanning_ahead=("ScanAhead",),
        selection=("Selection",),
        snapshot=("Snapshots",),
        states=("hold", "tidy_states"),
        verifying=("altered", "confirmed", "recognised"),
        whole_files=("write_whole",),
        workers=("in_processes",),
    )

__all__ = [
    "HIDDEN",
    "LONGEST_WAIT",
    "NO_FILES",
    "UNFINISHED",
    "UNLISTABLE",
    "UNTRUSTED",
    "BackgroundLoading",
    "Committed",
    "GitWork",
    "LastVersions",
    "Loaded",
    "Loading",
    "LoadingStoppedError",
    "Progress",
    "Reader",
    "ScanAhead",
    "Selection",
    "Snapshots",
    "Span",
    "Stamp",
    "Version",
    "altered",
    "bytes_in_history",
    "committed_versions",
    "confirmed",
    "end_with_parent",
    "hidden",
    "hold",
    "in_processes",
    "is_invalid",
    "is_obstacle",
    "last_good",
    "later",
    "load_files",
    "load_folder",
    "load_found",
    "locate",
    "read_frame",
    "recognised",
    "scan",
    "scan_each",
    "silent",
    "stable_opener",
    "stamp_of",
    "tidy_states",
    "usable_cores",
    "with_version",
    "write_frame",
    "write_whole",
]
