"""https://www.sitemaps.org/protocol.html"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from itertools import batched
from urllib.parse import urldefrag

from gql_content.feeds.links import home_of, is_below, own_url
from gql_content.feeds.xml import add, root, written
from gql_content.library import Library
from gql_content.model import Article
from gql_content.seo import Site, canonical_url
