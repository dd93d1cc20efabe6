from datetime import datetime

from msgspec import Struct

from gql_content.library import Library
from gql_content.model import WatcherStatus

__all__ = ["State"]


class State(Struct, frozen=True):
    """What a service is at the moment; there is no library until it has been loaded."""

    watcher: WatcherStatus
    library: Library | None = None
    loaded_at: datetime | None = None
