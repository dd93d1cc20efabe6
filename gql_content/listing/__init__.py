"""Which articles, in what sequence, which part of them: `list_articles` over a library; pure."""

from gql_content.listing.filters import (
    ArticleFilter,
    BooleanFilter,
    DateFilter,
    DateRange,
    FloatFilter,
    FloatRange,
    IdFilter,
    SeoFilter,
    StringFilter,
    StringListFilter,
    SubjectFilter,
)
from gql_content.listing.order import Order, OrderKey, OrderTerm, Sort
from gql_content.listing.slices import DEFAULT_ORDER, EVERYTHING, Slice, list_articles
from gql_content.listing.window import Window, window_of

__all__ = [
    "DEFAULT_ORDER",
    "EVERYTHING",
    "ArticleFilter",
    "BooleanFilter",
    "DateFilter",
    "DateRange",
    "FloatFilter",
    "FloatRange",
    "IdFilter",
    "Order",
    "OrderKey",
    "OrderTerm",
    "SeoFilter",
    "Slice",
    "Sort",
    "StringFilter",
    "StringListFilter",
    "SubjectFilter",
    "Window",
    "list_articles",
    "window_of",
]
