from datetime import datetime

from msgspec import Struct

from gql_content.library import Library
from gql_content.model import Problem, WatcherStatus

__all__ = ["State"]


class State(Struct, frozen=True):
    """What a service is at the moment; there is no library until it has been loaded.

    `problems` are what reading the files and the rules have found.
    """

    watcher: WatcherStatus
    library: Library | None = None
    loaded_at: datetime | None = None
    problems: tuple[Problem, ...] = ()
