"""File events of this platform."""

import sys

__all__ = ["watch_folder"]


if sys.platform == "linux":
    from gql_content.sources.inotify import watch_with_inotify

    watch_folder = watch_with_inotify
else:
    from gql_content.sources.file_events import watch_with_watchfiles

    watch_folder = watch_with_watchfiles
