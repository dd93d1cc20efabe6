"""robots.txt lets everybody in and says where the sitemap is."""

from urllib.robotparser import RobotFileParser

import pytest

from gql_content.feeds import robots_txt
from gql_content.seo import Site
from tests.feeds.sites import BARE, SITE


def read(site: Site) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(robots_txt(site).splitlines())
    return parser


@pytest.mark.parametrize("site", [SITE, BARE])
def test_everything_may_be_read(site: Site) -> None:
    for agent in ("Googlebot", "GPTBot", "*"):
        assert read(site).can_fetch(agent, "https://example.org/learn/biology/a.md")


def test_it_names_the_sitemap_where_there_is_one() -> None:
    assert read(SITE).site_maps() == ["https://example.org/sitemap.xml"]
    assert read(Site(url="https://example.org/docs/")).site_maps() == [
        "https://example.org/docs/sitemap.xml"
    ]
    assert read(BARE).site_maps() is None
