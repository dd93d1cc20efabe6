"""https://www.rfc-editor.org/rfc/rfc9309"""

from gql_content.feeds.links import known_home
from gql_content.feeds.sitemaps import SITEMAP
from gql_content.seo import Site

__all__ = ["robots_txt"]


def robots_txt(site: Site) -> str:
    """Everything may be read, even what is `no_index`: a crawler that may not read a page never
    sees that it is asked not to show it."""
    rules = "User-agent: *\nAllow: /\n"
    home_url = known_home(site)
    return f"{rules}\nSitemap: {home_url}/{SITEMAP}\n" if home_url else rules
