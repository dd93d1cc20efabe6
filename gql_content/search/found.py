from msgspec import Struct

__all__ = ["Hit", "HitKey", "SearchResult"]


class HitKey(Struct, frozen=True):
    """The sort key of a hit: descending score, then path."""

    score: float
    path: str


class Hit(Struct, frozen=True):
    """An article that matches a query.

    `snippet` is HTML whose only element is `mark`. `heading` is the plain text of the heading above
    the snippet.
    """

    path: str
    score: float
    snippet: str
    heading: str | None

    @property
    def key(self) -> HitKey:
        """The key after which the next page starts."""
        return HitKey(self.score, self.path)


class SearchResult(Struct, frozen=True):
    """One page of hits, the total of all allowed hits, and the revision of the index."""

    hits: tuple[Hit, ...]
    total: int
    has_next: bool
    revision: str
