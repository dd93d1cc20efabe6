"""robots.txt allows everything and names the sitemap."""

from urllib.robotparser import RobotFileParser

import pytest

from gql_content.feeds import render_robots_txt
from gql_content.seo import Site
from tests.feeds.sites import SITE, SITE_WITHOUT_URL


def read(site: Site) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(render_robots_txt(site).splitlines())
    return parser


@pytest.mark.parametrize("site", [SITE, SITE_WITHOUT_URL])
def test_everything_is_allowed(site: Site) -> None:
    for agent in ("Googlebot", "GPTBot", "*"):
        assert read(site).can_fetch(agent, "https://example.org/learn/biology/a.md")


def test_the_sitemap_is_named_if_there_is_one() -> None:
    assert read(SITE).site_maps() == ["https://example.org/sitemap.xml"]
    assert read(Site(url="https://example.org/docs/")).site_maps() == [
        "https://example.org/docs/sitemap.xml"
    ]
    assert read(SITE_WITHOUT_URL).site_maps() is None
