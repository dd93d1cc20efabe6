from typing import ClassVar

from gql_content.errors import GqlContentError

__all__ = ["SearchNotReady"]


class SearchNotReady(GqlContentError):
    """The index is being built, or built anew; everything but search works meanwhile."""

    code: ClassVar[str] = "SEARCH_NOT_READY"

    def __init__(self, done: int = 0, total: int = 0) -> None:
        so_far = f": {done:,} of {total:,} articles are in" if total else ""
        super().__init__(f"The search index is not built yet{so_far}. Ask again in a few seconds.")
        self.done = done
        self.total = total
