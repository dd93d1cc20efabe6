"""What a page's <head> says of an article: typed values, pure, in the words of the standards."""

from gql_content.seo.canonical import canonical_url
from gql_content.seo.crumbs import Crumb
from gql_content.seo.json_ld import json_ld
from gql_content.seo.kinds import JsonLdKind, default_kinds
from gql_content.seo.meta_tags import MetaTag, meta_tags
from gql_content.seo.open_graph import OpenGraph, open_graph
from gql_content.seo.site import ImageRef, Site
from gql_content.seo.urls import absolute_url, home_url

__all__ = [
    "Crumb",
    "ImageRef",
    "JsonLdKind",
    "MetaTag",
    "OpenGraph",
    "Site",
    "absolute_url",
    "canonical_url",
    "default_kinds",
    "home_url",
    "json_ld",
    "meta_tags",
    "open_graph",
]
