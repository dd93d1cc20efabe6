from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from msgspec.structs import replace

from gql_content.model import Article
from gql_content.seo import ImageRef, MetaTag, Site, meta_tags, open_graph
from tests.articles import article
from tests.seo.pages import ARTICLES, IMAGES, POST, QUESTION, SITE, SITES

URL = "https://example.org/learn/biology/questions/why-is-grass-green"


def metas(one: Article, site: Site = SITE, image: ImageRef | None = None) -> list[tuple[str, str]]:
    """Names or properties with their contents."""
    tags = meta_tags(one, site, image)
    return [(tag.attributes[0][1], tag.attributes[1][1]) for tag in tags if tag.tag == "meta"]


def test_the_head_of_a_question() -> None:
    title, *tags = meta_tags(QUESTION, SITE)
    assert title == MetaTag("title", content="Field Notes | Biology")
    assert [(tag.tag, *(value for pair in tag.attributes for value in pair)) for tag in tags] == [
        ("meta", "name", "description", "content", "Of chlorophyll, and of the light it leaves."),
        ("meta", "name", "keywords", "content", "grass, chlorophyll"),
        ("meta", "name", "author", "content", "Field Notes"),
        ("link", "rel", "canonical", "href", URL),
        ("meta", "property", "og:type", "content", "article"),
        ("meta", "property", "og:title", "content", "Why is grass green?"),
        ("meta", "property", "og:description", "content", QUESTION.seo.page_description),
        ("meta", "property", "og:url", "content", URL),
        ("meta", "property", "og:site_name", "content", "Field Notes"),
        ("meta", "property", "og:locale", "content", "en_US"),
        ("meta", "property", "og:image", "content", "https://example.org/share.png"),
        ("meta", "property", "og:image:alt", "content", "A notebook"),
        ("meta", "property", "article:published_time", "content", "2025-02-06"),
        ("meta", "property", "article:author", "content", "Field Notes"),
        ("meta", "property", "article:section", "content", "Biology"),
        ("meta", "property", "article:tag", "content", "grass"),
        ("meta", "property", "article:tag", "content", "chlorophyll"),
        ("meta", "name", "twitter:card", "content", "summary_large_image"),
        ("meta", "name", "twitter:site", "content", "@fieldnotes"),
        ("meta", "name", "twitter:image:alt", "content", "A notebook"),
    ]


def test_an_article_that_says_nothing_has_a_title_and_no_blank_tags() -> None:
    one = article("a.md", title="A")
    assert meta_tags(one, Site()) == (
        MetaTag("title", content="A"),
        MetaTag("meta", (("property", "og:type"), ("content", "article"))),
        MetaTag("meta", (("property", "og:title"), ("content", "A"))),
        MetaTag("meta", (("name", "twitter:card"), ("content", "summary"))),
    )


def test_robots_are_told_only_of_what_they_may_not_index() -> None:
    assert ("robots", "noindex") in metas(replace(QUESTION, no_index=True))
    assert "robots" not in dict(metas(QUESTION))


def test_the_image_of_the_article_comes_before_that_of_the_site() -> None:
    tags = dict(metas(POST, SITE, ImageRef("/uploads/five stars.png", "Five\n stars")))
    assert tags["og:image"] == "https://example.org/uploads/five%20stars.png"
    assert tags["og:image:alt"] == "Five stars"


@pytest.mark.parametrize("url", ["", "data:image/png;base64,AAAA"])
def test_an_image_that_others_cannot_load_is_none(url: str) -> None:
    tags = dict(metas(POST, replace(SITE, image=None), ImageRef(url, "alt")))
    assert not {"og:image", "og:image:alt", "twitter:image:alt"} & tags.keys()
    assert tags["twitter:card"] == "summary"


def test_a_relative_image_needs_the_url_of_the_site() -> None:
    assert open_graph(POST, Site(), ImageRef("/a.png")).image is None


@pytest.mark.parametrize(
    ("locale", "territory"),
    [
        ("en-US", "en_US"),
        ("EN_us", "en_US"),
        ("zh-Hant-HK", "zh_HK"),
        ("en", None),
        ("es-419", None),
        ("", None),
        (None, None),
    ],
)
def test_a_locale_is_given_with_its_territory_or_not_at_all(
    locale: str | None, territory: str | None
) -> None:
    assert open_graph(POST, Site(locale=locale)).locale == territory


@pytest.mark.parametrize("handle", ["fieldnotes", "@fieldnotes", " @fieldnotes "])
def test_a_twitter_handle_has_one_at_sign(handle: str) -> None:
    assert ("twitter:site", "@fieldnotes") in metas(POST, Site(twitter=handle))


def test_a_time_of_publication_is_given_with_its_own_zone() -> None:
    assert open_graph(POST, SITE).published_time == "2024-07-29T15:00:00+00:00"
    morning = datetime(2025, 2, 6, 8, tzinfo=timezone(timedelta(hours=8)))
    one = replace(QUESTION, published_at=morning)
    assert open_graph(one, SITE).published_time == "2025-02-06T08:00:00+08:00"


def test_a_plain_date_gets_no_time() -> None:
    midnight = datetime(2025, 2, 6, tzinfo=UTC)
    for moment in (None, midnight):
        one = replace(QUESTION, date=date(2025, 2, 6), published_at=moment)
        assert open_graph(one, SITE).published_time == "2025-02-06"


def test_a_keyword_is_one_tag_however_often_it_is_written() -> None:
    one = article("a.md", keywords=("a", " a ", "b", " "))
    assert open_graph(one, SITE).tags == ("a", "b")


@given(ARTICLES, SITES, IMAGES)
@example(article("a.md", page_description="@"), Site(twitter=" @ "), None)
def test_every_value_is_plain_text_on_one_line(
    one: Article, site: Site, image: ImageRef | None
) -> None:
    for tag in meta_tags(one, site, image):
        values = [value for _, value in tag.attributes]
        for value in (*values, *([] if tag.content is None else [tag.content])):
            assert value == " ".join(value.split())
            assert value not in {"", "None"}
    assert ("twitter:site", "@") not in metas(one, site, image)


@given(ARTICLES, SITES, IMAGES)
def test_every_url_in_a_head_is_absolute_and_ascii(
    one: Article, site: Site, image: ImageRef | None
) -> None:
    graph = open_graph(one, site, image)
    for url in (graph.url, graph.image and graph.image.url):
        assert url is None or (url.isascii() and url.lower().startswith(("http://", "https://")))


@given(ARTICLES, SITES, IMAGES)
def test_only_a_tag_of_the_article_may_stand_twice(
    one: Article, site: Site, image: ImageRef | None
) -> None:
    names = [name for name, _ in metas(one, site, image) if name != "article:tag"]
    assert len(names) == len(set(names))
