from typing import ClassVar

from gql_content.errors import GqlContentError

__all__ = ["SearchNotReadyError"]


class SearchNotReadyError(GqlContentError):
    """The index is being built or rebuilt; everything except search works meanwhile."""

    code: ClassVar[str] = "SEARCH_NOT_READY"

    def __init__(self, done: int = 0, total: int = 0) -> None:
        progress = f": {done:,} of {total:,} articles are indexed" if total else ""
        super().__init__(f"The search index is not built yet{progress}. Retry in a few seconds.")
        self.done = done
        self.total = total
