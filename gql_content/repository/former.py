from collections.abc import Iterable, Mapping
from itertools import islice

from gql_content.library import Entry

__all__ = ["Former"]

MOST = 10_000


class Former:
    """What stood at some paths before their files changed: the last version of each, up to `MOST`.

    Branches are switched back, and changes reverted; then nothing has to be parsed again.
    """

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def keep(
        self, before: Mapping[str, Entry], after: Mapping[str, Entry], paths: Iterable[str]
    ) -> None:
        """Remembers what has changed at some paths.

        An entry that serves an older article than its file holds belongs to what was there then.
        """
        for path in paths:
            entry = before.get(path)
            if entry is not None and entry is not after.get(path) and not entry.is_stale:
                self.entries.pop(path, None)
                self.entries[path] = entry
        for path in list(islice(self.entries, max(0, len(self.entries) - MOST))):
            del self.entries[path]
