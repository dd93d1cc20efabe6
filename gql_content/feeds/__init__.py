"""Documents for machines that read: Library → sitemap, Atom, robots.txt, llms.txt, Markdown. Pure.

What is `no_index` is in no list. An article without a date is in the sitemap and not in the feed.
Nothing here asks the clock, so that a document changes with the content and the settings alone.
"""

from typing import TYPE_CHECKING

from gql_content.deferred import deferred

if TYPE_CHECKING:
    from gql_content.feeds.atom_feed import atom
    from gql_content.feeds.errors import NoSiteUrl
    from gql_content.feeds.links import article_for, home_of
    from gql_content.feeds.llms import llms_txt
    from gql_content.feeds.page import markdown_page
    from gql_content.feeds.robots import robots_txt
    from gql_content.feeds.sitemaps import sitemap
    from gql_content.feeds.version import feeds_version
else:
    __getattr__ = deferred(
        __name__,
        atom_feed=("atom",),
        errors=("NoSiteUrl",),
        links=("article_for", "home_of"),
        llms=("llms_txt",),
        page=("markdown_page",),
        robots=("robots_txt",),
        sitemaps=("sitemap",),
        version=("feeds_version",),
    )

__all__ = [
    "NoSiteUrl",
    "article_for",
    "atom",
    "feeds_version",
    "home_of",
    "llms_txt",
    "markdown_page",
    "robots_txt",
    "sitemap",
]
