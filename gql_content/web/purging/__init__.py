"""Telling a CDN which of its answers a change has touched."""

from gql_content.web.purging.purge import Purge, coarse, signature
from gql_content.web.purging.purging import Purging

__all__ = ["Purge", "Purging", "coarse", "signature"]
