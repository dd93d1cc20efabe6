"""File events of the operating system, as batches of changed paths."""

import sys

from gql_content.watcher.events.batch import TICK_SECONDS, EventBatches, FolderFilter

if sys.platform == "linux":
    from gql_content.watcher.events.inotify import watch_with_inotify as watch_folder
else:
    from gql_content.watcher.events.elsewhere import watch_with_watchfiles as watch_folder

__all__ = ["TICK_SECONDS", "EventBatches", "FolderFilter", "watch_folder"]
