"""File events and sweeps become `refresh`. An event is a hint; what counts is the disk."""

from gql_content.watcher.watch import Watch
from gql_content.watcher.watcher import Watcher

__all__ = ["Watch", "Watcher"]
