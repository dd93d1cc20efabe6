"""robots.txt: https://www.rfc-editor.org/rfc/rfc9309"""

from gql_content.feeds.links import get_normalized_home_url
from gql_content.feeds.sitemaps import SITEMAP_FILE_NAME
from gql_content.seo import Site

__all__ = ["render_robots_txt"]


def render_robots_txt(site: Site) -> str:
    """Allow everything, even `no_index` pages: a crawler must read a page to see its noindex."""
    rules = "User-agent: *\nAllow: /\n"
    home_url = get_normalized_home_url(site)
    return f"{rules}\nSitemap: {home_url}/{SITEMAP_FILE_NAME}\n" if home_url else rules
