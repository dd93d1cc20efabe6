"""Renders sitemap, Atom feed, robots.txt, llms.txt and Markdown pages of a library. No I/O.

Articles with `no_index` are in no list. An article without a date is in the sitemap but not in the
feed. Nothing depends on the clock: a document changes only with the content and the settings.
"""

from typing import TYPE_CHECKING

from gql_content.lazy_imports import lazy_getattr

if TYPE_CHECKING:
    from gql_content.feeds.atom_feed import render_atom
    from gql_content.feeds.feed_links import (
        MissingSiteUrlError,
        compute_feeds_version,
        find_article_by_markdown_path,
        require_home_url,
    )
    from gql_content.feeds.llms import render_llms_txt, render_markdown_page
    from gql_content.feeds.sitemaps import render_robots_txt, render_sitemap
else:
    __getattr__ = lazy_getattr(
        __name__,
        {
            "atom_feed": ("render_atom",),
            "feed_links": (
                "MissingSiteUrlError",
                "compute_feeds_version",
                "find_article_by_markdown_path",
                "require_home_url",
            ),
            "llms": ("render_llms_txt", "render_markdown_page"),
            "sitemaps": ("render_robots_txt", "render_sitemap"),
        },
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
