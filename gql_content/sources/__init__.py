"""Where content comes from: a folder (scan, snapshot, reconcile, watch), or memory."""

from typing import TYPE_CHECKING

from gql_content.lazy_imports import lazy_getattr

if TYPE_CHECKING:
    from gql_content.sources.cache_tags import ALL, ANY_CHANGE, TracedContent, touched
    from gql_content.sources.content_search import SearchHit, SearchPage
    from gql_content.sources.file_events import TICK_SECONDS, EventBatches, FolderFilter
    from gql_content.sources.file_filter import Selection
    from gql_content.sources.file_loader import load_files, load_found
    from gql_content.sources.folder_loader import (
        BackgroundLoading,
        Loading,
        LoadingStoppedError,
        load_folder,
    )
    from gql_content.sources.folder_scan import ScanAhead, scan, scan_each
    from gql_content.sources.folder_source import FileRepository
    from gql_content.sources.git_activity import LONGEST_WAIT, GitWork, Span
    from gql_content.sources.git_versions import (
        Committed,
        Version,
        bytes_in_history,
        committed_versions,
    )
    from gql_content.sources.last_good_versions import (
        LastVersions,
        is_invalid,
        last_good,
        later,
        with_version,
    )
    from gql_content.sources.library_content import pin
    from gql_content.sources.memory_source import MemoryRepository
    from gql_content.sources.platform_events import watch_folder
    from gql_content.sources.ports import (
        ArticleKey,
        Backlink,
        Change,
        Changes,
        Content,
        LinkKind,
        PathKey,
        Related,
        Repository,
        SlugKey,
        UrlKey,
    )
    from gql_content.sources.rule_runner import Checking, Found
    from gql_content.sources.snapshot import Snapshots
    from gql_content.sources.snapshot_decoder import columns_in, decode, rows_in
    from gql_content.sources.snapshot_encoder import FORMAT, Columns, encode
    from gql_content.sources.state_files import hold, tidy_states
    from gql_content.sources.unchanged_files import altered, confirmed, recognised
    from gql_content.sources.unreadable import HIDDEN, NO_FILES, UNLISTABLE, hidden, is_obstacle
    from gql_content.sources.watcher import Watch, Watcher
else:
    __getattr__ = lazy_getattr(
        __name__,
        {
            "cache_tags": ("ALL", "ANY_CHANGE", "TracedContent", "touched"),
            "content_search": ("SearchHit", "SearchPage"),
            "file_events": ("EventBatches", "FolderFilter", "TICK_SECONDS"),
            "file_filter": ("Selection",),
            "file_loader": ("load_files", "load_found"),
            "folder_loader": ("BackgroundLoading", "Loading", "LoadingStoppedError", "load_folder"),
            "folder_scan": ("ScanAhead", "scan", "scan_each"),
            "folder_source": ("FileRepository",),
            "git_activity": ("GitWork", "LONGEST_WAIT", "Span"),
            "git_versions": ("Committed", "Version", "bytes_in_history", "committed_versions"),
            "last_good_versions": (
                "LastVersions",
                "is_invalid",
                "last_good",
                "later",
                "with_version",
            ),
            "library_content": ("pin",),
            "memory_source": ("MemoryRepository",),
            "platform_events": ("watch_folder",),
            "ports": (
                "ArticleKey",
                "Backlink",
                "Change",
                "Changes",
                "Content",
                "LinkKind",
                "PathKey",
                "Related",
                "Repository",
                "SlugKey",
                "UrlKey",
            ),
            "rule_runner": ("Checking", "Found"),
            "snapshot": ("Snapshots",),
            "snapshot_decoder": ("columns_in", "decode", "rows_in"),
            "snapshot_encoder": ("Columns", "FORMAT", "encode"),
            "state_files": ("hold", "tidy_states"),
            "unchanged_files": ("altered", "confirmed", "recognised"),
            "unreadable": ("HIDDEN", "NO_FILES", "UNLISTABLE", "hidden", "is_obstacle"),
            "watcher": ("Watch", "Watcher"),
        },
    )
__all__ = [
    "ALL",
    "ANY_CHANGE",
    "FORMAT",
    "HIDDEN",
    "LONGEST_WAIT",
    "NO_FILES",
    "TICK_SECONDS",
    "UNLISTABLE",
    "ArticleKey",
    "BackgroundLoading",
    "Backlink",
    "Change",
    "Changes",
    "Checking",
    "Columns",
    "Committed",
    "Content",
    "EventBatches",
    "FileRepository",
    "FolderFilter",
    "Found",
    "GitWork",
    "LastVersions",
    "LinkKind",
    "Loading",
    "LoadingStoppedError",
    "MemoryRepository",
    "PathKey",
    "Related",
    "Repository",
    "ScanAhead",
    "SearchHit",
    "SearchPage",
    "Selection",
    "SlugKey",
    "Snapshots",
    "Span",
    "TracedContent",
    "UrlKey",
    "Version",
    "Watch",
    "Watcher",
    "altered",
    "bytes_in_history",
    "columns_in",
    "committed_versions",
    "confirmed",
    "decode",
    "encode",
    "hidden",
    "hold",
    "is_invalid",
    "is_obstacle",
    "last_good",
    "later",
    "load_files",
    "load_folder",
    "load_found",
    "pin",
    "recognised",
    "rows_in",
    "scan",
    "scan_each",
    "tidy_states",
    "touched",
    "watch_folder",
    "with_version",
]
