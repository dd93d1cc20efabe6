"""Which articles, in what sequence, which part of them: `list_articles` over a library; pure."""

from gql_content.listing.facets import Facet, FacetField, FacetValue, divided, facets_of
from gql_content.listing.filters import (
    ArticleFilter,
    BooleanFilter,
    DateFilter,
    DateRange,
    FloatFilter,
    FloatRange,
    IdFilter,
    IntFilter,
    IntRange,
    SeoFilter,
    StringFilter,
    StringListFilter,
    SubjectFilter,
)
from gql_content.listing.nearest import Near, nearest, nearing
from gql_content.listing.neighbours import Scope, known_neighbour, neighbour, neighbouring
from gql_content.listing.order import Order, OrderKey, OrderTerm, Sort
from gql_content.listing.slices import (
    DEFAULT_ORDER,
    EVERYTHING,
    Slice,
    known_slice,
    list_articles,
    listed,
    paths_of,
)
from gql_content.listing.window import Window, window_of
from gql_content.listing.within import narrowed, within

__all__ = [
    "DEFAULT_ORDER",
    "EVERYTHING",
    "ArticleFilter",
    "BooleanFilter",
    "DateFilter",
    "DateRange",
    "Facet",
    "FacetField",
    "FacetValue",
    "FloatFilter",
    "FloatRange",
    "IdFilter",
    "IntFilter",
    "IntRange",
    "Near",
    "Order",
    "OrderKey",
    "OrderTerm",
    "Scope",
    "SeoFilter",
    "Slice",
    "Sort",
    "StringFilter",
    "StringListFilter",
    "SubjectFilter",
    "Window",
    "divided",
    "facets_of",
    "known_neighbour",
    "known_slice",
    "list_articles",
    "listed",
    "narrowed",
    "nearest",
    "nearing",
    "neighbour",
    "neighbouring",
    "paths_of",
    "window_of",
    "within",
]
