from msgspec import Struct

__all__ = ["Found", "Hit", "HitKey"]


class HitKey(Struct, frozen=True):
    """Where a hit stands: by descending score, those of one score by their paths."""

    score: float
    path: str


class Hit(Struct, frozen=True):
    """An article that answers a query.

    `snippet` is HTML whose only element is `mark`; `heading` is the heading, as plain text, under
    which the snippet's text stands.
    """

    path: str
    score: float
    snippet: str
    heading: str | None

    @property
    def key(self) -> HitKey:
        """What the next page is asked for with."""
        return HitKey(self.score, self.path)


class Found(Struct, frozen=True):
    """One page of hits, `total` of all allowed ones, and the revision they were found in."""

    hits: tuple[Hit, ...]
    total: int
    has_next: bool
    revision: str
