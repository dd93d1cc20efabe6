"""Metadata for a page's <head>: meta tags, Open Graph, JSON-LD. No I/O."""

from gql_content.seo.absolute_urls import ImageRef, Site, get_home_url, make_absolute_url
from gql_content.seo.head import (
    MetaTag,
    OpenGraph,
    build_meta_tags,
    build_open_graph,
    resolve_canonical_url,
)
from gql_content.seo.structured_data import Crumb, JsonLdKind, choose_default_kinds, render_json_ld

__all__ = [
    "Crumb",
    "ImageRef",
    "JsonLdKind",
    "MetaTag",
    "OpenGraph",
    "Site",
    "build_meta_tags",
    "build_open_graph",
    "choose_default_kinds",
    "get_home_url",
    "make_absolute_url",
    "render_json_ld",
    "resolve_canonical_url",
]
