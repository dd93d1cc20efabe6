"""What stands before and after an article in the order of publication."""

from collections.abc import Sequence
from enum import StrEnum

from gql_content.library import Library
from gql_content.listing.candidates import in_order, known_order
from gql_content.listing.order import Order, OrderKey, OrderTerm, Sort, position, sort_key
from gql_content.model import Article
from gql_content.pacing import Work, finish

__all__ = ["PUBLICATION", "Scope", "known_neighbour", "neighbour", "neighbouring"]

PUBLICATION: Order = (OrderTerm(key=OrderKey.DATE, sort=Sort.ASC),)


class Scope(StrEnum):
    """Among which articles a neighbour is looked for."""

    SUBJECT = "subject"
    ALL = "all"


def neighbour(library: Library, article: Article, scope: Scope, step: int) -> Article | None:
    """See `neighbouring`, all of which is done now."""
    return finish(neighbouring(library, article, scope, step))


def neighbouring(
    library: Library, article: Article, scope: Scope, step: int
) -> Work[Article | None]:
    """The article `step` places later in the order of publication, None beyond its ends.

    Articles without a date come first; those of one day go by url. An article without a subject has
    no neighbours in it.
    """
    if scope is Scope.SUBJECT and article.subject_slug is None:
        return None
    subject = article.subject_slug if scope is Scope.SUBJECT else None
    row = known_order(library, PUBLICATION, subject)
    if row is None:
        row = yield from in_order(library, PUBLICATION, subject)
    return beside(row, article, step)


def known_neighbour(
    library: Library, article: Article, scope: Scope, step: int
) -> tuple[Article | None] | None:
    """The same, where it takes no work; None where it does."""
    if scope is Scope.SUBJECT and article.subject_slug is None:
        return (None,)
    row = known_order(
        library, PUBLICATION, article.subject_slug if scope is Scope.SUBJECT else None
    )
    return None if row is None else (beside(row, article, step),)


def beside(row: Sequence[Article], article: Article, step: int) -> Article | None:
    place = position(row, sort_key(article, PUBLICATION), PUBLICATION) + step
    return row[place] if 0 <= place < len(row) else None
