"""File events and sweeps become `refresh`. An event is a hint; what counts is the disk."""

from typing import TYPE_CHECKING

from gql_content.deferred import deferred

if TYPE_CHECKING:
    from gql_content.watcher.watch import Watch
    from gql_content.watcher.watcher import Watcher
else:
    # Settings know how to watch, and a start has to know its settings before it can scan.
    __getattr__ = deferred(__name__, watch=("Watch",), watcher=("Watcher",))

__all__ = ["Watch", "Watcher"]
