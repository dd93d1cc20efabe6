from collections.abc import Sequence
from dataclasses import fields

import strawberry

from gql_content import listing
from gql_content.schema.described import asked
from gql_content.schema.enums import Sort

__all__ = ["ArticleOrder", "order_value"]


@strawberry.input(
    one_of=True,
    description="What to sort articles by, exactly one key; several stand in a list. "
    "Articles that are equal in all of them go by url.",
)
class ArticleOrder:
    date: Sort | None = asked("By the day of publication.")
    title: Sort | None = asked("By title, without regard to case.")
    url: Sort | None = asked("By url.")
    subject: Sort | None = asked("By the slug of the subject.")
    score: Sort | None = asked("By score.")
    word_count: Sort | None = asked("By how many words the texts have.")


KEYS = {field.name: listing.OrderKey(field.name) for field in fields(ArticleOrder)}


def order_value(orders: Sequence[ArticleOrder] | None) -> listing.Order:
    """These keys as an order."""
    if not orders:
        return ()
    return tuple(
        listing.OrderTerm(key=key, sort=listing.Sort(sort.value))
        for order in orders
        for name, key in KEYS.items()
        if isinstance(sort := getattr(order, name), Sort)
    )
