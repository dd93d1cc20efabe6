"""Calls `refresh` after file events and in sweeps. An event is only a hint: the disk decides."""

from typing import TYPE_CHECKING

from gql_content.deferred import deferred

if TYPE_CHECKING:
    from gql_content.watcher.watch import Watch
    from gql_content.watcher.watcher import Watcher
else:
    # Settings import `Watch`, and start-up needs the settings before it can scan.
    __getattr__ = deferred(__name__, watch=("Watch",), watcher=("Watcher",))

__all__ = ["Watch", "Watcher"]
