"""Metadata for a page's <head>: meta tags, Open Graph, JSON-LD. No I/O."""

from gql_content.seo.canonical import resolve_canonical_url
from gql_content.seo.crumbs import Crumb
from gql_content.seo.json_ld import render_json_ld
from gql_content.seo.kinds import JsonLdKind, choose_default_kinds
from gql_content.seo.meta_tags import MetaTag, build_meta_tags
from gql_content.seo.open_graph import OpenGraph, build_open_graph
from gql_content.seo.site import ImageRef, Site
from gql_content.seo.urls import get_home_url, make_absolute_url

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
