"""Renders sitemap, Atom feed, robots.txt, llms.txt and Markdown pages of a library. No I/O.

Articles with `no_index` are in no list. An article without a date is in the sitemap but not in the
feed. Nothing depends on the clock: a document changes only with the content and the settings.
"""

from typing import TYPE_CHECKING

from gql_content.deferred import deferred

if TYPE_CHECKING:
    from gql_content.feeds.atom_feed import render_atom
    from gql_content.feeds.errors import MissingSiteUrlError
    from gql_content.feeds.links import find_article_by_markdown_path, require_home_url
    from gql_content.feeds.llms import render_llms_txt
    from gql_content.feeds.page import render_markdown_page
    from gql_content.feeds.robots import render_robots_txt
    from gql_content.feeds.sitemaps import render_sitemap
    from gql_content.feeds.version import compute_feeds_version
else:
    __getattr__ = deferred(
        __name__,
        atom_feed=("render_atom",),
        errors=("MissingSiteUrlError",),
        links=("find_article_by_markdown_path", "require_home_url"),
        llms=("render_llms_txt",),
        page=("render_markdown_page",),
        robots=("render_robots_txt",),
        sitemaps=("render_sitemap",),
        version=("compute_feeds_version",),
    )

__all__ = [
    "MissingSiteUrlError",
    "compute_feeds_version",
    "find_article_by_markdown_path",
    "render_atom",
    "render_llms_txt",
    "render_markdown_page",
    "render_robots_txt",
    "render_sitemap",
    "require_home_url",
]
