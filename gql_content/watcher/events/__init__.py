"""What the operating system tells of changed files: `batches` of paths."""

import sys

from gql_content.watcher.events.batch import TICK_SECONDS, Batches, MayHold

if sys.platform == "linux":
    from gql_content.watcher.events.inotify import batches
else:
    from gql_content.watcher.events.elsewhere import batches

__all__ = ["TICK_SECONDS", "Batches", "MayHold", "batches"]
